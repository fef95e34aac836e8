// What those who run the team can do about a member: a way back in, another role, an end of the account. Each asks for the
// password once more.

import { ActionIcon } from '@mantine/core'
import { IconDots } from '@tabler/icons-react'
import { useState } from 'react'
import { mayInEvent, mayRecover, type Role } from '#shared/access/rules.ts'
import type { Member } from '#shared/http/people.ts'
import { Menu } from '../../ui/Menu.tsx'
import { ChangeEnd } from './ChangeEnd.tsx'
import { ChangeRole } from './ChangeRole.tsx'
import { WayBack } from './WayBack.tsx'

export type Viewer = { id: string; role: Role; timeZone: string }
type Act = 'way-back' | 'role' | 'end'

/** @param viewer who looks; `role` as it counts */
export function ChangeMember({ member, viewer }: { member: Member; viewer: Viewer }) {
  const [act, setAct] = useState<Act>()
  const onClose = () => setAct(undefined)
  const mayMakeWayBack = member.id !== viewer.id && mayRecover(viewer.role, member.role)
  const mayChange = mayInEvent(viewer.role, 'change-role')
  if (!mayMakeWayBack && !mayChange) return null
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon variant="subtle" size={44} aria-label={`Change ${member.name}`}>
            <IconDots size={20} stroke={1.75} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {mayMakeWayBack && <Menu.Item onClick={() => setAct('way-back')}>Make a link back in</Menu.Item>}
          {mayChange && <Menu.Item onClick={() => setAct('role')}>Change role</Menu.Item>}
          {mayChange && <Menu.Item onClick={() => setAct('end')}>Set when the account ends</Menu.Item>}
        </Menu.Dropdown>
      </Menu>
      {act === 'way-back' && <WayBack {...{ member, onClose }} />}
      {act === 'role' && <ChangeRole isOwn={member.id === viewer.id} {...{ member, onClose }} />}
      {act === 'end' && <ChangeEnd timeZone={viewer.timeZone} {...{ member, onClose }} />}
    </>
  )
}

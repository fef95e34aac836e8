// Who I am here, and the way out.

import { Button } from '@mantine/core'
import type { Me } from '#shared/http/people.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { roleTitles } from '../../ui/role-titles.ts'
import { useSignOutHere } from '../../ui/sign-out.tsx'
import look from './settings.module.css'

export function MePanel({ me }: { me: Me }) {
  const signOut = useSignOutHere()
  const { name, colour, role } = me.member
  return (
    <Panel title="Me">
      <div className={look.row}>
        <Avatar name={name} colour={colour} size="m" isHere isDecoration />
        <span className={look.words}>
          <b>{name}</b>
          <span className="meta">{roleTitles[role]}</span>
        </span>
        <Button variant="default" onClick={signOut}>
          Sign out
        </Button>
      </div>
    </Panel>
  )
}

// Another role for a member, by the chair, who says by it that they know them.

import { useState } from 'react'
import { type Role, roles } from '#shared/access/rules.ts'
import type { Member } from '#shared/http/people.ts'
import { firstNameOf } from '#shared/people/initials.ts'
import { useChangeMember } from '../../api/account.ts'
import { useProved } from '../../api/proof.ts'
import { useAnnounce } from '../../ui/Announcer.tsx'
import { ProvedDialog } from '../../ui/ProvedDialog.tsx'
import { roleTitles } from '../../ui/role-titles.ts'
import { Segmented } from '../../ui/Segmented.tsx'
import look from './staff.module.css'

const choices = roles.map((value) => ({ value, label: value === 'chair' ? 'Chair' : roleTitles[value] }))

type Given = { member: Member; isOwn: boolean; onClose: () => void }

export function ChangeRole({ member, isOwn, onClose }: Given) {
  const announce = useAnnounce()
  const [role, setRole] = useState<Role>(member.role)
  const change = useChangeMember()
  const proof = useProved(() => change.mutateAsync({ id: member.id, role }))
  const onDone = () => {
    announce.polite(`${member.name} is ${roleTitles[role].toLowerCase()} now.`)
    onClose()
  }
  return (
    <ProvedDialog
      title={isOwn ? 'Change your own role' : `Change the role of ${member.name}`}
      act="Change role"
      {...{ proof, onDone, onClose }}
    >
      <div className={look.dialog}>
        <Segmented label="Role" showsLabel options={choices} value={role} onChange={setRole} />
        <p>
          {isOwn
            ? 'You keep the cases you are on.'
            : `${firstNameOf(member.name)} keeps the cases they are on.`}{' '}
          What the role itself allows counts from now on, and links that were given out with the old one are
          void.
          {role !== 'staff' && !isOwn && ' You say by it that you know them.'}
        </p>
      </div>
    </ProvedDialog>
  )
}

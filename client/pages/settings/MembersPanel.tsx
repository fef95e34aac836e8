// The members of the team. The chair can end an account, with the password once more.

import { Button } from '@mantine/core'
import { useState } from 'react'
import type { Member } from '#shared/http/people.ts'
import { useMembers } from '../../api/queries.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { roleTitles } from '../../ui/role-titles.ts'
import { EndAccountDialog } from './EndAccountDialog.tsx'
import look from './settings.module.css'

export function MembersPanel({ ownId, mayEnd }: { ownId: string; mayEnd: boolean }) {
  const { data: members = [] } = useMembers()
  const [ending, setEnding] = useState<Member>()
  return (
    <Panel title="Team">
      <ul>
        {members.map((member) => (
          <li key={member.id} className={look.row}>
            <Avatar name={member.name} colour={member.colour} isHere={member.isHere} isDecoration />
            <span className={look.words}>
              <b>{member.name}</b>
              <span className="meta">
                {roleTitles[member.role]}
                {member.isHere ? ', here now' : ''}
              </span>
            </span>
            {mayEnd && member.id !== ownId && (
              <Button
                variant="subtle"
                aria-label={`End account of ${member.name}`}
                onClick={() => setEnding(member)}
              >
                End account
              </Button>
            )}
          </li>
        ))}
      </ul>
      {ending && <EndAccountDialog member={ending} onClose={() => setEnding(undefined)} />}
    </Panel>
  )
}

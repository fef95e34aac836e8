// The members of the team. The chair can end an account, with the password once more.

import { Button } from '@mantine/core'
import { useState } from 'react'
import type { Member } from '#shared/http/people.ts'
import { partStateOf } from '../../api/part-state.ts'
import { useMembers } from '../../api/queries.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { Bar } from '../../ui/CardShape.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { ShowPart } from '../../ui/part-state.tsx'
import { roleTitles } from '../../ui/role-titles.ts'
import { EndAccountDialog } from './EndAccountDialog.tsx'
import look from './settings.module.css'

export function MembersPanel({ ownId, mayEnd }: { ownId: string; mayEnd: boolean }) {
  const members = useMembers()
  const [ending, setEnding] = useState<Member>()
  return (
    <Panel title="Team">
      <ShowPart state={partStateOf(members)} what="The team" shape={<Bar height="60px" />}>
        {(team) => (
          <ul>
            {team.map((member) => (
              <Row
                key={member.id}
                member={member}
                onEnd={mayEnd && member.id !== ownId ? () => setEnding(member) : undefined}
              />
            ))}
          </ul>
        )}
      </ShowPart>
      {ending && <EndAccountDialog member={ending} onClose={() => setEnding(undefined)} />}
    </Panel>
  )
}

function Row({ member, onEnd }: { member: Member; onEnd: (() => void) | undefined }) {
  return (
    <li className={look.row}>
      <Avatar name={member.name} colour={member.colour} isHere={member.isHere} isDecoration />
      <span className={look.words}>
        <b>{member.name}</b>
        <span className="meta">
          {roleTitles[member.role]}
          {member.isHere ? ', here now' : ''}
        </span>
      </span>
      {onEnd && (
        <Button variant="subtle" aria-label={`End account of ${member.name}`} onClick={onEnd}>
          End account
        </Button>
      )}
    </li>
  )
}

// Everybody of the team: in which role, and who has a device connected now. The chair confirms here who somebody new is.

import { actingRole, mayInEvent } from '#shared/access/rules.ts'
import type { Member } from '#shared/http/people.ts'
import { firstNameOf } from '#shared/people/initials.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { CallLink } from '../../ui/CallLink.tsx'
import { Chip, Dot } from '../../ui/Chip.tsx'
import { whenOf } from '../../ui/clock.ts'
import { roleTitles } from '../../ui/role-titles.ts'
import { useNow } from '../../ui/use-now.ts'
import { ChangeMember, type Viewer } from './ChangeMember.tsx'
import { ConfirmMember } from './ConfirmMember.tsx'
import look from './staff.module.css'

const order = { chair: 0, coordinator: 1, staff: 2 } as const

/** The chair, the coordinators, the staff, each by name. */
export const inOrder = (team: readonly Member[]): Member[] =>
  team.toSorted((a, b) => order[actingRole(a)] - order[actingRole(b)] || a.name.localeCompare(b.name))

type TeamGiven = { team: readonly Member[]; viewer: Viewer; isOffline: boolean }

export function TeamList({ team, viewer, isOffline }: TeamGiven) {
  const sorted = team.toSorted((a, b) => order[a.role] - order[b.role] || a.name.localeCompare(b.name))
  return (
    <section aria-labelledby="the-team">
      <h2 id="the-team" className={look.heading}>
        The team
      </h2>
      <ul className={look.list}>
        {sorted.map((member) => (
          <Row key={member.id} {...{ member, viewer, isOffline }} />
        ))}
      </ul>
    </section>
  )
}

type RowGiven = { member: Member; viewer: Viewer; isOffline: boolean }

function Row({ member, viewer, isOffline }: RowGiven) {
  const { name, role, colour, isConfirmed, until, back, phone } = member
  const isHere = member.isHere && !isOffline
  const now = useNow(60_000)
  const when = (iso: string) => whenOf(iso, viewer.timeZone, now)
  return (
    <li className={look.member}>
      <Avatar name={name} colour={colour} size="m" isHere={isHere} isDecoration />
      <span className={look.words}>
        <b>{name}</b>
        <span className="meta num">
          {roleTitles[role]}
          {isConfirmed ? '' : ', not confirmed yet: works as staff'}
          {until ? `, until ${when(until)}` : ''}
        </span>
        {back && <span className={`meta num ${look.back}`}>{sayBack(back.by, when(back.at))}</span>}
      </span>
      {!isConfirmed && mayInEvent(viewer.role, 'confirm-member') && (
        <span className={look.confirm}>
          <ConfirmMember member={member} />
        </span>
      )}
      {phone && member.id !== viewer.id && (
        <CallLink name={firstNameOf(name)} phone={phone} className={look.call ?? ''} />
      )}
      {isHere ? (
        <Chip tone="green">
          <Dot />
          Here now
        </Chip>
      ) : (
        !isOffline && <span className="meta">Not here</span>
      )}
      <ChangeMember {...{ member, viewer }} />
    </li>
  )
}

const sayBack = (by: string | null, when: string): string =>
  `Got back in with a link by ${by ?? 'whoever runs the server'}, ${when}`

// Whom to reach first: those on duty who run the team, and whoever leads the staff now. Where none of them is on duty, all who run
// the team.

import { Button } from '@mantine/core'
import { IconPhone } from '@tabler/icons-react'
import { actingRole } from '#shared/access/rules.ts'
import type { Member } from '#shared/http/people.ts'
import type { Shift } from '#shared/http/roster.ts'
import { isDuring } from '#shared/roster/days.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { whenOf } from '../../ui/clock.ts'
import { dialled } from '../../ui/numbers.ts'
import { roleTitles } from '../../ui/role-titles.ts'
import type { Viewer } from './ChangeMember.tsx'
import look from './roster.module.css'
import { inOrder } from './TeamList.tsx'

type Given = {
  team: readonly Member[]
  shifts: readonly Shift[]
  viewer: Viewer
  isOffline: boolean
  nowMs: number
}
type Reached = { member: Member; shift: Shift | undefined }

export function ReachFirst({ team, shifts, viewer, isOffline, nowMs }: Given) {
  return (
    <section aria-labelledby="reach-first">
      <h2 id="reach-first" className={look.heading}>
        Reach first
      </h2>
      <ul className={look.cards}>
        {reachedFirst(team, shifts, nowMs).map(({ member, shift }) => (
          <li key={member.id} className={look.card}>
            <Avatar
              name={member.name}
              colour={member.colour}
              size="xl"
              isHere={member.isHere && !isOffline}
              isDecoration
            />
            <div className={look.words}>
              <h3>{member.name}</h3>
              <p>{roleTitles[actingRole(member)]}</p>
              <p className="meta num">{sayDuty(shift, viewer.timeZone, nowMs)}</p>
            </div>
            <CallCard member={member} isSelf={member.id === viewer.id} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function CallCard({ member: { name, phone }, isSelf }: { member: Member; isSelf: boolean }) {
  if (isSelf) return <p className={`meta ${look.without}`}>This is you.</p>
  if (!phone) return <p className={`meta ${look.without}`}>No number given.</p>
  return (
    <Button
      component="a"
      href={dialled(phone)}
      fullWidth
      aria-label={`Call ${name}`}
      leftSection={<IconPhone size={20} stroke={1.6} aria-hidden="true" />}
    >
      Call
    </Button>
  )
}

export function reachedFirst(team: readonly Member[], shifts: readonly Shift[], nowMs: number): Reached[] {
  const now = shifts.filter((shift) => isDuring(shift, nowMs))
  const all = inOrder(team).map((member) => ({ member, shift: now.find((one) => one.member === member.id) }))
  const runs = all.filter(({ member }) => actingRole(member) !== 'staff')
  const onDuty = runs.filter(({ shift }) => shift)
  const leads = all.filter(({ member, shift }) => actingRole(member) === 'staff' && shift?.isLead)
  return [...(onDuty.length > 0 ? onDuty : runs), ...leads]
}

function sayDuty(shift: Shift | undefined, timeZone: string, nowMs: number): string {
  if (!shift) return 'Not on duty now'
  return `${shift.isLead ? 'Staff lead' : 'On duty'} until ${whenOf(shift.to, timeZone, nowMs)}`
}

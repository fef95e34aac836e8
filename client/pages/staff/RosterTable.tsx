// The roster of a day as a table: a line for each member, their shifts along the hours, the present moment across.

import { ActionIcon } from '@mantine/core'
import { IconPhone } from '@tabler/icons-react'
import type { CSSProperties } from 'react'
import { actingRole } from '#shared/access/rules.ts'
import type { Member } from '#shared/http/people.ts'
import type { Shift } from '#shared/http/roster.ts'
import { hourOf, hoursShown, type Span, sayWeekday } from '#shared/roster/days.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { clockOf } from '../../ui/clock.ts'
import { dialled } from '../../ui/numbers.ts'
import { roleTitles } from '../../ui/role-titles.ts'
import type { DayGiven } from './day-given.ts'
import look from './roster.module.css'
import { inOrder } from './TeamList.tsx'

export function RosterTable({ day, team, shifts, viewer, nowMs, onEdit }: DayGiven) {
  const { timeZone } = viewer
  const { first, last } = hoursShown(shifts, day, timeZone)
  const span: Span = { fromMs: hourOf(day, first, timeZone), toMs: hourOf(day, last, timeZone) }
  const place = (ms: number) =>
    Math.min(100, Math.max(0, ((ms - span.fromMs) / (span.toMs - span.fromMs)) * 100))
  const hours = Array.from({ length: Math.floor((last - first) / 2) + 1 }, (_, n) => first + 2 * n)
  const isNow = nowMs >= span.fromMs && nowMs < span.toMs
  const style = { '--now': `${place(nowMs)}%`, '--hours': last - first } as CSSProperties
  const rows = inOrder(team).flatMap((member) => {
    const theirs = shifts.filter((shift) => shift.member === member.id)
    return theirs.length > 0 ? [{ member, theirs }] : []
  })
  return (
    <div className={look.frame}>
      <table className={`${look.table} num`} aria-label={`Duty roster, ${sayWeekday(day)}`} style={style}>
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col">Speaks</th>
            <th scope="col" className={look.hours}>
              <span className="sr-only">Hours</span>
              {hours.map((hour) => (
                <span
                  key={hour}
                  className={look.hour}
                  data-end={hour === last || undefined}
                  style={{ left: `${place(hourOf(day, hour, timeZone))}%` }}
                  aria-hidden="true"
                >
                  {String(hour).padStart(2, '0')}
                </span>
              ))}
            </th>
            <th scope="col">
              <span className="sr-only">Call</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ member, theirs }) => (
            <tr key={member.id}>
              <th scope="row">
                <Who member={member} />
              </th>
              <td className={look.speaks}>{member.speaks}</td>
              <td className={look.line} data-now={isNow || undefined}>
                {theirs.map((shift) => (
                  <Bar
                    key={shift.id}
                    from={place(Date.parse(shift.from))}
                    to={place(Date.parse(shift.to))}
                    {...{ shift, member, timeZone, onEdit }}
                  />
                ))}
              </td>
              <td>
                <CallIcon member={member} isSelf={member.id === viewer.id} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

export function Who({ member }: { member: Member }) {
  return (
    <span className={look.who}>
      <Avatar name={member.name} colour={member.colour} isHere={member.isHere} isDecoration />
      <span>
        <b>{member.name}</b>
        <span className="meta">{roleTitles[actingRole(member)]}</span>
      </span>
    </span>
  )
}

export function CallIcon({ member: { name, phone }, isSelf }: { member: Member; isSelf: boolean }) {
  if (!phone || isSelf) return null
  return (
    <ActionIcon component="a" href={dialled(phone)} variant="subtle" size={44} aria-label={`Call ${name}`}>
      <IconPhone size={20} stroke={1.6} aria-hidden="true" />
    </ActionIcon>
  )
}

/** '12:00 to 17:00, lead' */
export const sayShift = ({ from, to, isLead }: Shift, timeZone: string): string =>
  `${clockOf(from, timeZone)} to ${clockOf(to, timeZone)}${isLead ? ', lead' : ''}`

type BarGiven = {
  shift: Shift
  member: Member
  from: number
  to: number
  timeZone: string
  onEdit: DayGiven['onEdit']
}

function Bar({ shift, member, from, to, timeZone, onEdit }: BarGiven) {
  const given = {
    className: look.bar,
    'data-lead': shift.isLead || undefined,
    style: { left: `${from}%`, width: `${to - from}%` },
  }
  const words = sayShift(shift, timeZone)
  if (!onEdit)
    return (
      <span {...given}>
        <span>{words}</span>
      </span>
    )
  return (
    <button
      type="button"
      {...given}
      aria-label={`${member.name}, ${words}: edit`}
      onClick={() => onEdit(shift)}
    >
      <span>{words}</span>
    </button>
  )
}

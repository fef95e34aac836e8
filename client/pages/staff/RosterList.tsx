// The roster of a day where there is no room for a table: one shift after the other, by the hour at which it begins.

import { Button } from '@mantine/core'
import { isDuring, sayWeekday } from '#shared/roster/days.ts'
import { Chip, Dot } from '../../ui/Chip.tsx'
import type { DayGiven } from './day-given.ts'
import { CallIcon, sayShift, Who } from './RosterTable.tsx'
import look from './roster.module.css'

export function RosterList({ day, team, shifts, viewer, nowMs, onEdit }: DayGiven) {
  const byId = new Map<string, (typeof team)[number]>(team.map((member) => [member.id, member]))
  return (
    <ul className={look.byHour} aria-label={`Duty roster, ${sayWeekday(day)}`}>
      {shifts.map((shift) => {
        const member = byId.get(shift.member)
        if (!member) return null
        const words = sayShift(shift, viewer.timeZone)
        return (
          <li key={shift.id} className={look.turn}>
            <span className={`${look.times} num`}>
              {words}
              {isDuring(shift, nowMs) && (
                <Chip tone="green">
                  <Dot />
                  Now
                </Chip>
              )}
            </span>
            <Who member={member} />
            {member.speaks && <span className={`meta ${look.tongue}`}>Speaks {member.speaks}</span>}
            <span className={look.acts}>
              <CallIcon member={member} isSelf={member.id === viewer.id} />
              {onEdit && (
                <Button
                  variant="subtle"
                  aria-label={`${member.name}, ${words}: edit`}
                  onClick={() => onEdit(shift)}
                >
                  Edit
                </Button>
              )}
            </span>
          </li>
        )
      })}
    </ul>
  )
}

// Who of the demo's team is on duty when: about the present hour, so that somebody always is, and tomorrow with a gap to fill.

import { randomUUID } from 'node:crypto'
import type { ShiftId } from '#shared/ids.ts'
import type { CaseDeps } from '../case/case-deps.ts'
import { addShifts } from '../roster/roster.ts'
import type { Cast, Name } from './cast.ts'

const hourMs = 3_600_000

/** In hours from the one that has begun. */
const hours: readonly { who: Name; from: number; to: number; isLead?: true }[] = [
  { who: 'nkechi', from: -6, to: 6, isLead: true },
  { who: 'tomas', from: -5, to: 4 },
  { who: 'hana', from: -2, to: 3 },
  { who: 'maria', from: -6, to: -2 },
  { who: 'maria', from: 0, to: 5 },
  { who: 'dawit', from: -4, to: 2 },
  { who: 'priya', from: -1, to: 7 },
  { who: 'aroha', from: 2, to: 8 },
  { who: 'soren', from: 18, to: 22 },
  { who: 'tomas', from: 19, to: 24 },
  { who: 'yusuf', from: 26, to: 31 },
  { who: 'leilani', from: 27, to: 32 },
]

/** Puts them on the roster, in the chair's name. */
export async function planDuty({ db, seals }: CaseDeps, { event, members }: Cast, now: Date): Promise<void> {
  const hour = Math.floor(now.getTime() / hourMs) * hourMs
  const at = (fromNow: number) => new Date(hour + fromNow * hourMs).toISOString()
  const shifts = hours.map(({ who, from, to, isLead = false }) => ({
    ...{ id: randomUUID() as ShiftId, member: members[who], from: at(from), to: at(to), isLead },
  }))
  const chair = { event, member: members.nkechi }
  await addShifts({ db, clock: () => now, sealing: seals }, chair, shifts, 'addShifts')
}

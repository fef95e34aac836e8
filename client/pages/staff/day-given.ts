// What the table and the list of a day are given.

import type { Member } from '#shared/http/people.ts'
import type { Shift } from '#shared/http/roster.ts'
import type { DayName } from '#shared/roster/days.ts'
import type { Viewer } from './ChangeMember.tsx'

export type DayGiven = {
  day: DayName
  team: readonly Member[]
  /** Of that day. */
  shifts: readonly Shift[]
  viewer: Viewer
  nowMs: number
  /** Undefined: the roster is only read. */
  onEdit: ((shift: Shift) => void) | undefined
}

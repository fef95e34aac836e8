// The HTTP contract of the roster: who is on duty when.

import { z } from 'zod'
import { MemberId, ShiftId } from '../ids.ts'
import { limits } from '../limits.ts'
import { fewOf } from '../text/clean.ts'

/** `isLead`: leads the staff who are on duty then. */
export const ShiftAsk = z.object({
  member: MemberId,
  from: z.iso.datetime(),
  to: z.iso.datetime(),
  isLead: z.boolean().default(false),
})
export type ShiftAsk = z.input<typeof ShiftAsk>

/** `id`: drawn by the device; sent again, it is there once. */
export const Shift = ShiftAsk.extend({ id: ShiftId, isLead: z.boolean() })
export type Shift = z.infer<typeof Shift>

/** All of the event, the earliest first, of those who are of the team now. */
export const Roster = z.object({ shifts: z.array(Shift) })
export type Roster = z.infer<typeof Roster>

/** Added all or none; what is on the roster already is left as it is. */
export const ShiftsAsk = z.object({
  shifts: fewOf(ShiftAsk.extend({ id: ShiftId }), limits.maxShiftsAtOnce),
})
export type ShiftsAsk = z.input<typeof ShiftsAsk>

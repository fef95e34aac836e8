// The HTTP contract of a member's own devices: what lets a device read what it keeps.

import { z } from 'zod'
import { type CaseId, MemberId } from '../ids.ts'
import { shortText } from '../text/clean.ts'

/** A device's own id: random, drawn where it is kept. */
export const DeviceId = z.uuid().brand<'DeviceId'>()
export type DeviceId = z.infer<typeof DeviceId>

export const HalvesAsk = z.object({ device: DeviceId })

/** Base64, 32 bytes. */
const Half = z.string()
/**
 * The server's halves of this device's keys: the member's own, and one for every case that they may read now; and what the
 * device shows later, when nobody is signed in on it any more, to learn whether that account has ended.
 */
export const Halves = z.object({ member: Half, receipt: z.string(), cases: z.record(z.string(), Half) })
export type Halves = Omit<z.infer<typeof Halves>, 'cases'> & { cases: Record<CaseId, string> }

/** Whose things a device keeps, and the receipt that came with the halves. A device that keeps nothing sends nothing. */
export const StandingAsk = z.object({ member: MemberId, device: DeviceId, receipt: shortText(100) })
export type StandingAsk = z.infer<typeof StandingAsk>

/** `in`: they are signed in here. `ended`: their account has. `out`: neither, or the receipt is not one of ours. */
export const Standing = z.object({ is: z.enum(['in', 'out', 'ended']) })
export type Standing = z.infer<typeof Standing>['is']

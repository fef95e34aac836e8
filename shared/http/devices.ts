// The HTTP contract of a member's own devices: what lets a device read what it keeps.

import { z } from 'zod'
import type { CaseId } from '../ids.ts'

/** A device's own id: random, drawn where it is kept. */
export const DeviceId = z.uuid().brand<'DeviceId'>()
export type DeviceId = z.infer<typeof DeviceId>

export const HalvesAsk = z.object({ device: DeviceId })

/** Base64, 32 bytes. */
const Half = z.string()
/** The server's halves of this device's keys: the member's own, and one for every case that they may read now. */
export const Halves = z.object({ member: Half, cases: z.record(z.string(), Half) })
export type Halves = Omit<z.infer<typeof Halves>, 'cases'> & { cases: Record<CaseId, string> }

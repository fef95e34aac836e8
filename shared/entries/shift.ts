// Who is on duty when, as it was said each time. About the shift's own id: the latest of one shift holds, and one that was removed
// may be said again under its id.

import { z } from 'zod'
import { MemberId } from '../ids.ts'
import { entryKind } from './entry-kind.ts'

/** `from` and `to`: ISO 8601 in UTC. `isLead`: leads the staff who are on duty then. */
export const shift = entryKind(
  'shift',
  z.object({ member: MemberId, from: z.string(), to: z.string(), isLead: z.boolean() }),
)

export const shiftRemoval = entryKind('shift-removal', z.object({}))

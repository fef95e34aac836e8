// Why somebody was let back in who was excluded by mistake: the words of the first, and of the second if they said something.
// Who and when stands in a row beside (exclusion_lifts).

import { z } from 'zod'
import { entryKind } from './entry-kind.ts'

/** Of the first; `agreed`, the second one's words, where they were once written into the same box. */
export const lift = entryKind(
  'lift',
  z.object({ reason: z.string(), agreed: z.string().nullable().default(null) }),
)

/** About a lift. */
export const liftAgreement = entryKind('lift-agreement', z.object({ reason: z.string().nullable() }))

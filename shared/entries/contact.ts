// What a reporter was told, each time, and how they can be reached without harm. Each is an entry; of the second kind the latest
// holds.

import { z } from 'zod'
import { contactKinds } from '../contacts/kinds.ts'
import { entryKind } from './entry-kind.ts'

/** `at`: when they were told (ISO); `nextBy`: until when the next word is promised, where one is. */
export const contact = entryKind(
  'contact',
  z.object({ kind: z.enum(contactKinds), text: z.string(), at: z.string(), nextBy: z.string().nullable() }),
)

/** Not asked is not the same as no. */
export const said = z.enum(['yes', 'no', 'not-asked'])
export type Said = z.infer<typeof said>

/** `way`: how to reach them; `avoid`: what would harm them; whether they fear retaliation, and want to hear more at all. */
export const ReachWords = z.object({ way: z.string(), avoid: z.string(), fears: said, wantsWord: said })
export type ReachWords = z.infer<typeof ReachWords>

export const reach = entryKind('reach', ReachWords)

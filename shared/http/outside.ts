// The HTTP contract of whom to turn to outside the team, where everybody who could lead a case is named in it.

import { z } from 'zod'
import { limits } from '../limits.ts'
import { cleanLine } from '../text/clean.ts'

/** `reach`: how to reach them, in words: a number, an address. */
export const Outside = z.object({
  name: cleanLine(limits.maxNameChars).min(1, 'Write a name.'),
  reach: cleanLine(limits.maxLineChars).min(1, 'Write how to reach them.'),
})
export type Outside = z.infer<typeof Outside>
export const OutsidePerson = z.object({ outside: Outside.nullable() })
export type OutsidePerson = z.infer<typeof OutsidePerson>

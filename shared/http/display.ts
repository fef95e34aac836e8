// The HTTP contract of the room display and of joining a meeting by its code.

import { z } from 'zod'
import { CaseId } from '../ids.ts'
import { shortText } from '../text/clean.ts'

/** The display's own token: good for this case until its meeting ends. */
export const DisplayMade = z.object({ token: z.string() })

export const NamesAsk = z.object({ isShown: z.boolean() })

/** As it is read out or typed: small letters, spaces and dashes do not matter. */
export const JoinAsk = z.object({
  code: shortText(40).transform((text) => text.toUpperCase().replaceAll(/[^A-Z0-9]/g, '')),
})
export const Joined = z.object({ case: z.object({ id: CaseId, codeName: z.string() }) })
export type Joined = z.infer<typeof Joined>

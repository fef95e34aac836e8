// A word that looked like somebody's name, and that somebody on the case said is none.

import { z } from 'zod'
import { entryKind } from './entry-kind.ts'

export const plainWord = entryKind('plain-word', z.object({ word: z.string() }))

// Security or the police were called: whose decision that was, and why. About the report, or the word about a danger, that says
// so; the latest holds.

import { z } from 'zod'
import { entryKind } from './entry-kind.ts'

/** `reporter`: they asked for it. `team`: whoever called, because somebody's safety was in doubt. */
export const whoseDecision = z.enum(['reporter', 'team'])

/** `because`: a sentence; empty where none was written. */
export const CallDecisionWords = z.object({ whose: whoseDecision, because: z.string() })

export const callDecision = entryKind('call-decision', CallDecisionWords)

// An account as it was frozen when it was sent, and what was added below it. Lengths and the like were looked at when it came;
// what is stored is read as it is, so that a limit that changes takes no account away.

import { z } from 'zod'
import { Called } from './danger.ts'
import { entryKind } from './entry-kind.ts'
import { reportWays } from './report-ways.ts'

const Fact = z.union([z.string(), z.object({ missing: z.enum(['unknown', 'refused', 'not-asked']) })])

const First = z.object({
  whatHappened: z.string().default(''),
  when: Fact.optional(),
  where: Fact.optional(),
  who: Fact.optional(),
  others: Fact.optional(),
  circumstances: Fact.optional(),
  ongoing: z.boolean().optional(),
  danger: z.boolean().optional(),
  toldBy: z.string().optional(),
  verbatim: z.boolean().optional(),
  wishes: z.string().optional(),
})
/** Since the second version: whoever took it had called security or the police when somebody may have been in danger. */
const Second = First.extend({ hasCalled: z.boolean().optional() })
/** Since the third: whom they called, and when (ISO, by the server's clock). */
const Third = Second.extend({ calledAt: z.string().optional(), calledWhom: Called.optional() })
/** Since the fourth: how it arrived. One that says nothing was told to whoever took it. */
export const ReportWords = Third.extend({ way: z.enum(reportWays).optional() })
export type ReportWords = z.infer<typeof ReportWords>

/** The entry's id is the report's. */
export const report = entryKind('report', ReportWords, [
  { schema: First, upgrade: (words) => words },
  { schema: Second, upgrade: (words) => words },
  { schema: Third, upgrade: (words) => words },
])

/** About a report. */
export const amendment = entryKind('amendment', z.object({ words: z.string() }))

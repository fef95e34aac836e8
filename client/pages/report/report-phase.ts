// Where a report is on its way to the server, and what an answer, or none, makes of that. Pure.

import type { ReportAnswer } from '#shared/http/cases.ts'
import type { CaseId, ReportId } from '#shared/ids.ts'
import { isProblem } from '../../api/ask.ts'

export type Phase =
  | { is: 'writing'; problem?: string }
  /** Offline before any try, or the server asked to come again in a moment: still open to change, and sent by itself. */
  | { is: 'queued'; isTooFast?: true }
  | { is: 'sending' }
  /** Tried, and it is not known whether it arrived: frozen, tried again. */
  | { is: 'unsure' }
  /** `isBySelf`: nobody pressed anything at that moment. */
  | ({ is: 'sent'; at: Date; isBySelf: boolean; report: ReportId; case: CaseId; codeName: string } & Pick<
      ReportAnswer,
      'nobodyLeads' | 'outside'
    >)

export function sentPhase(
  { report, case: opened, ...more }: ReportAnswer,
  at: Date,
  isBySelf: boolean,
): Phase {
  const done = { report: report.id, case: opened.id, codeName: opened.codeName, ...more }
  return { is: 'sent', at, isBySelf, ...done }
}

export function phaseAfter(error: unknown): Phase {
  if (isProblem(error, 'too-fast')) return { is: 'queued', isTooFast: true }
  if (isProblem(error, 'not-signed-in'))
    return {
      is: 'writing',
      problem: 'Please sign in again. Your words stay here.',
    }
  const isRefused = isProblem(error) && error.status >= 400 && error.status < 500 && error.status !== 429
  if (!isRefused) return { is: 'unsure' }
  const [sentence] = Object.values(error.fields)
  return { is: 'writing', problem: `Not sent. ${sentence ?? error.title}` }
}

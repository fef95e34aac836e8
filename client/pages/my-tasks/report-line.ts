// What Home says of my own report. Pure.

import type { CaseCard } from '#shared/http/cases.ts'
import type { MemberId } from '#shared/ids.ts'
import type { OwnReport } from '../../ui/report-now.ts'

export type { OwnReport } from '../../ui/report-now.ts'

/** So long after it was sent Home still says so. */
const saidForMs = 12 * 3_600_000

/** The latest report of mine that opened a case I may open. */
export function lastSentBy(cases: readonly CaseCard[], me: MemberId, now: Date): OwnReport | undefined {
  const mine = cases
    .filter((card) => card.reportedBy === me && now.getTime() - Date.parse(card.reportedAt) < saidForMs)
    .toSorted((a, b) => b.reportedAt.localeCompare(a.reportedAt))[0]
  return mine && { is: 'sent', codeName: mine.codeName, at: new Date(mine.reportedAt), canOpen: true }
}

/** Whoever sent a report may not always open its case. */
export const onBoard = (report: OwnReport, cases: readonly CaseCard[]): OwnReport =>
  report.is === 'sent'
    ? { ...report, canOpen: cases.some(({ codeName }) => codeName === report.codeName) }
    : report

/** The sentence, and what the button beside it says. */
export function reportLine(report: OwnReport, timeOf: (at: Date) => string): { text: string; act?: string } {
  if (report.is === 'begun') return { text: 'You have begun a report.', act: 'Go on' }
  if (report.is === 'waiting') return { text: 'Your report waits to be sent.', act: 'Look' }
  const text = `Sent as ${report.codeName}, ${timeOf(report.at)}`
  return report.canOpen ? { text, act: 'Open' } : { text }
}

// The facts of a report as the page says them: words, or why there are none. Pure.

import type { Fact, Report } from '#shared/http/cases.ts'
import { sayWay } from '../../../ui/way-words.ts'

const missing = { unknown: 'Don’t know', refused: 'Rather not say', 'not-asked': 'Not asked yet' } as const

/** What stands for a fact; undefined if the report says nothing of it. */
export const sayFact = (fact: Fact | undefined): string | undefined =>
  fact === undefined ? undefined : typeof fact === 'string' ? fact || undefined : missing[fact.missing]

export type FactLine = { readonly label: string; readonly text: string }

/** @param taker first name of whoever took the report; nobody of the team where an attendee sent it */
export function factLines(
  report: Pick<
    Report,
    | 'way'
    | 'danger'
    | 'when'
    | 'where'
    | 'who'
    | 'others'
    | 'circumstances'
    | 'ongoing'
    | 'verbatim'
    | 'toldBy'
  >,
  taker: string | null,
  isShort: boolean,
): FactLine[] {
  const lines: [string, string | undefined][] = [
    [
      'In danger',
      report.danger === undefined ? undefined : report.danger ? 'Yes or not sure' : 'No, all safe',
    ],
    ['Came', sayWay(report.way)],
    ['Happened', sayFact(report.when)],
    ['Where', sayFact(report.where)],
    ['Who', isShort ? undefined : sayFact(report.who)],
    ['Others', isShort ? undefined : sayFact(report.others)],
    ['Circumstances', isShort ? undefined : sayFact(report.circumstances)],
    ['Going on', report.ongoing === undefined ? undefined : report.ongoing ? 'Yes, still' : 'No, it is over'],
    ['Told by', report.toldBy],
    [
      'Written by',
      report.verbatim === undefined || !taker
        ? undefined
        : report.verbatim
          ? `${taker}, in the reporter’s words`
          : `${taker}, summarised`,
    ],
  ]
  return lines.flatMap(([label, text]) => (text ? [{ label, text }] : []))
}

// How a report arrived, as screens say it. Pure.

import type { ReportWay } from '#shared/entries/report-ways.ts'

/** As one chooses it. */
export const wayChoices: readonly { value: ReportWay; label: string }[] = [
  { value: 'told', label: 'told to me' },
  { value: 'mail', label: 'came by mail' },
  { value: 'letter', label: 'came by letter' },
  { value: 'third-party', label: 'by a third party' },
]

const words: Record<ReportWay, string | undefined> = {
  told: undefined,
  mail: 'By mail',
  letter: 'By letter',
  'third-party': 'By a third party',
}

/** Nothing of what was told: that is the usual way. */
export const sayWay = (way: ReportWay | undefined): string | undefined => words[way ?? 'told']

import { expect, it } from 'vitest'
import type { CaseCard } from '#shared/http/cases.ts'
import type { MemberId } from '#shared/ids.ts'
import { lastSentBy, reportLine } from './report-line.ts'

const now = new Date('2026-11-05T22:12:00Z')
const card = (codeName: string, reportedBy: string, reportedAt: string) =>
  ({ codeName, reportedBy, reportedAt }) as CaseCard
const say = (report: Parameters<typeof reportLine>[0]) => reportLine(report, () => '22:10')

it('[HR5] says what became of my report, in the order of what matters', () => {
  expect(say({ is: 'begun' })).toEqual({ text: 'You have begun a report.', act: 'Go on' })
  expect(say({ is: 'waiting' })).toEqual({ text: 'Your report waits to be sent.', act: 'Look' })
  const sent = { is: 'sent', codeName: 'Frosty Ribbon', at: now } as const
  expect(say({ ...sent, canOpen: true })).toEqual({ text: 'Sent as Frosty Ribbon, 22:10', act: 'Open' })
  expect(say({ ...sent, canOpen: false })).toEqual({ text: 'Sent as Frosty Ribbon, 22:10' })
})

it('[HR5] takes my latest of the last twelve hours, and nobody else’s', () => {
  const cases = [
    card('Amber Heron', 'hana', '2026-11-05T20:00:00Z'),
    card('Frosty Ribbon', 'hana', '2026-11-05T22:10:00Z'),
    card('Quiet Maple', 'maria', '2026-11-05T22:11:00Z'),
  ]
  expect(lastSentBy(cases, 'hana' as MemberId, now)).toMatchObject({ codeName: 'Frosty Ribbon' })
  expect(lastSentBy(cases, 'hana' as MemberId, new Date('2026-11-07T00:00:00Z'))).toBeUndefined()
})

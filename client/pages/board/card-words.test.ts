import { describe, expect, it, test } from 'vitest'
import type { CaseCard } from '#shared/http/cases.ts'
import type { CaseId, MeetingId, MemberId } from '#shared/ids.ts'
import { boardLine, cardWords, meetingWords } from './card-words.ts'

const hana = 'd1c0f6a0-0000-4000-8000-000000000001' as MemberId
const telling = {
  // Thursday 5 November 2026, 14:16 in Lisbon.
  now: new Date('2026-11-05T14:16:00Z'),
  timeZone: 'Europe/Lisbon',
  firstNameOf: (id: MemberId) => (id === hana ? 'Hana' : undefined),
}
const card: CaseCard = {
  id: 'amber' as CaseId,
  codeName: 'Amber Heron',
  stage: 'acting',
  stageSince: '2026-11-05T12:10:00Z',
  reportedAt: '2026-11-05T13:52:00Z',
  reportedBy: hana,
  isUrgent: false,
  next: { what: 'Check the recording', who: hana, due: '2026-11-05T17:00:00Z', dueWords: null },
  tasks: { done: 1, total: 5 },
  team: [hana],
  meeting: null,
  level: 'write',
}
const say = (over: Partial<CaseCard>) => cardWords({ ...card, ...over }, telling)
const due = (iso: string) => say({ next: { ...card.next!, due: iso } })

describe('a card', () => {
  test.each([
    ['acting', 'Reported 13:52 by Hana'],
    ['new', 'Reported 13:52 by Hana'],
    ['decided', 'Decided 12:10'],
    ['closed', 'Closed 12:10'],
  ] as const)('in %s says %s', (stage, words) => expect(say({ stage }).standing).toBe(words))

  it('names the day when it was another one', () => {
    expect(say({ stage: 'closed', stageSince: '2026-11-04T18:20:00Z' }).standing).toBe('Closed Wed 18:20')
  })

  it('says the next step with who and when', () => {
    expect(say({}).next).toEqual({ what: 'Check the recording', detail: 'Hana, 17:00' })
    expect(say({}).due).toBeNull()
  })

  it('is amber from 15 minutes before, and says late calmly', () => {
    expect(due('2026-11-05T14:25:00Z')).toMatchObject({ due: '14:25, in 9 min', next: { detail: 'Hana' } })
    expect(due('2026-11-05T14:12:00Z').due).toBe('Late by 4 min')
  })

  it('shows the open question while the case meets', () => {
    const meeting = {
      id: 'm' as MeetingId,
      startedAt: '2026-11-05T14:04:00Z',
      place: 'Room 2.14',
      question: 3,
      joinCode: 'AAAAAA',
    }
    expect(say({ meeting }).next).toEqual({
      what: 'Who is doing those things?',
      detail: 'Question 3 of 4 is open',
    })
    expect(meetingWords(meeting, telling.now, telling.timeZone)).toBe(
      'is in a meeting, Room 2.14. Started 14:04, 12 minutes ago.',
    )
  })

  it('counts tasks in words', () => {
    expect(say({}).tasks).toBe('1 of 5 done')
    expect(say({ tasks: { done: 0, total: 1 } }).tasks).toBe('1 task')
    expect(say({ tasks: { done: 0, total: 0 } }).tasks).toBe('No tasks yet')
  })
})

it('the line under the heading', () => {
  expect(boardLine(9, telling.now, telling.timeZone)).toBe('Thursday. You are on 9 cases.')
  expect(boardLine(1, telling.now, telling.timeZone)).toBe('Thursday. You are on 1 case.')
})

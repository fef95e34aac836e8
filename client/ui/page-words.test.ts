import { expect, it } from 'vitest'
import type { Page, PageCall } from '#shared/http/pages.ts'
import { pageWords, stopwatch } from './page-words.ts'

const at = '2026-03-05T14:01:00.000Z'
const call = (member: string, more: Partial<PageCall> = {}): PageCall => ({
  member: member as PageCall['member'],
  at,
  deliveredAt: null,
  seenAt: null,
  answer: null,
  answeredAt: null,
  hereAt: null,
  ...more,
})
const page = (calls: PageCall[], more: Partial<Page> = {}): Page => ({
  id: 'p' as Page['id'],
  case: null,
  by: 'Hana' as Page['by'],
  at,
  isForAll: false,
  isUrgent: false,
  place: null,
  state: 'calling',
  calls,
  next: null,
  nextAt: null,
  ...more,
})
const telling = { nameOf: (name: string) => name, nowMs: Date.parse(at) + 12_400, timeZone: 'UTC' }
const outside = { name: 'Ngozi Eze', reach: '555 0188' }
const seenAt = '2026-03-05T14:02:00.000Z'

it.each([
  ['Paging Nkechi… 0:12', page([call('Nkechi')])],
  ['On Nkechi’s screen, not seen yet', page([call('Nkechi', { deliveredAt: at })])],
  ['Nkechi saw this 14:02', page([call('Nkechi', { deliveredAt: at, seenAt })])],
  ['No answer. Paging Tomás… 0:12', page([call('Nkechi', { seenAt }), call('Tomás')])],
  ['Nkechi can’t. Paging Tomás… 0:12', page([call('Nkechi', { answer: 'cannot' }), call('Tomás')])],
  [
    'Nkechi is on the way',
    page([call('Nkechi', { answer: 'on-my-way' }), call('Tomás')], { state: 'answered' }),
  ],
  [
    'Nkechi is here',
    page([call('Nkechi', { answer: 'on-my-way', hereAt: seenAt }), call('Tomás')], { state: 'answered' }),
  ],
  ['No answer yet. Call somebody.', page([call('Nkechi')], { state: 'unanswered' })],
  [
    'No answer yet. Turn to Ngozi Eze, outside the team, now: 555 0188',
    page([call('Nkechi')], { state: 'unanswered', outside }),
  ],
  [
    'Nobody of the team can be called. Turn to Ngozi Eze, outside the team, now: 555 0188',
    page([], { state: 'unanswered', outside }),
  ],
  ['Nobody can be paged. Call somebody.', page([], { state: 'unanswered' })],
  [undefined, page([call('Nkechi')], { state: 'stopped' })],
  ['Paging 2 people… 0:12', page([call('Tomás'), call('Hana')], { isForAll: true })],
  [
    '1 of 2 on the way',
    page([call('Tomás', { answer: 'on-my-way' }), call('Hana')], { isForAll: true, state: 'answered' }),
  ],
])('says what has become of a page: %s', (words, given) => {
  const said = pageWords(given, telling)
  expect(said && [said.text, said.running].filter(Boolean).join(' ')).toBe(words)
})

it('says you to whoever is on the way', () => {
  const given = page([call('Nkechi', { answer: 'on-my-way' })], { state: 'answered' })
  expect(pageWords(given, { ...telling, me: 'Nkechi' })).toEqual({ text: 'You are on the way' })
})

it('counts in minutes and seconds, and never below nothing', () => {
  expect([stopwatch(0), stopwatch(59_999), stopwatch(61_000), stopwatch(-3)]).toEqual([
    '0:00',
    '0:59',
    '1:01',
    '0:00',
  ])
})

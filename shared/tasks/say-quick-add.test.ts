import { describe, expect, test } from 'vitest'
import { MemberId } from '../ids.ts'
import { parseQuickAdd } from './quick-add.ts'
import { sayPast, sayQuickAdd } from './say-quick-add.ts'

const timeZone = 'Europe/Amsterdam'
/** Thursday 5 November 2026, 14:16:20 in Amsterdam. */
const now = new Date('2026-11-05T13:16:20Z')
const people = ['Maria Fontes', 'Ana Sousa', 'Anastasia Lund', 'Leilani Kealoha'].map((name, at) => ({
  id: MemberId.parse(`00000000-0000-4000-8000-00000000001${at}`),
  name,
  onCase: name !== 'Leilani Kealoha',
  reach: 'phone' as const,
}))
const pieces = (line: string) =>
  sayQuickAdd(parseQuickAdd(line, { now, timeZone, people }), { now, timeZone })
const say = (line: string) =>
  pieces(line)
    .map((piece) => piece.text)
    .join('')

describe('what the preview says', () => {
  test.each([
    ['@maria 14:30 ask venue', 'Maria Fontes gets this by phone at once. Due today 14:30, in 14 minutes.'],
    [
      '@maria tomorrow 9:00 ask',
      'Maria Fontes gets this by phone at once. Due tomorrow 09:00, in 18 hours 44 minutes.',
    ],
    ['@maria next friday 15:00 ask', 'When is that? next friday 15:00'],
    [
      '@maria until 15:00 stay',
      'Maria Fontes gets this by phone at once. Goes on until 15:00, in 44 minutes.',
    ],
    ['@maria by 15:00 ask', 'Maria Fontes gets this by phone at once. Due by 15:00, in 44 minutes.'],
    ['@maria before keynote ask', 'Maria Fontes gets this by phone at once. Due before keynote.'],
    ['@maria now ask', 'Maria Fontes gets this by phone at once. Due now.'],
    ['@maria ask', "Maria Fontes gets this by phone at once. No time yet. It will say 'today'."],
    ['@maria 13:00 ask', 'Maria Fontes gets this by phone at once. 13:00 has passed. Tomorrow?'],
    ['ask venue', 'No one yet. Add @name, or press Enter to leave it open.'],
    ['14:30 ask', 'No one yet. Add @name, or press Enter to leave it open. Due today 14:30, in 14 minutes.'],
    ['@anas ask', 'Which one?'],
    ['@corvin ask', `Nobody called "corvin" is on the team. If they are, they can't be given tasks here.`],
    [
      '@leilani 14:30 bring water',
      'Leilani is not on this case and will see only this line, never why. Due today 14:30, in 14 minutes.',
    ],
    ['', ''],
  ])('%j: %s', (line, said) => expect(say(line)).toBe(said))

  test('the name and the time stand out', () =>
    expect(pieces('@maria 14:30 ask').filter((piece) => piece.strong)).toEqual([
      { text: 'Maria Fontes', strong: true },
      { text: 'today 14:30', strong: true },
    ]))
})

describe('[TM3] what a past time may mean', () => {
  const timeZone = 'Europe/Lisbon'
  const now = new Date('2026-11-05T22:08:00.000Z')
  test.each([
    [
      '2026-11-05T09:00:00.000Z',
      [
        ['Tomorrow 09:00', '2026-11-06T09:00:00.000Z'],
        ['Today, late', '2026-11-05T09:00:00.000Z'],
      ],
    ],
    [
      '2026-11-04T09:00:00.000Z',
      [
        ['Tomorrow 09:00', '2026-11-06T09:00:00.000Z'],
        ['Wed 09:00, late', '2026-11-04T09:00:00.000Z'],
      ],
    ],
  ])('%s', (due, choices) =>
    expect(sayPast(due, { now, timeZone }).map((one) => [one.label, one.due])).toEqual(choices),
  )
})

test('[HR3] says how somebody gets it, and who has a question to answer first', () => {
  const to = (more: object) => {
    const one = { ...people[0]!, ...more }
    return sayQuickAdd(parseQuickAdd('@maria now ask', { now, timeZone, people: [one] }), { now, timeZone })
      .map((piece) => piece.text)
      .join('')
  }
  expect(to({ reach: 'screen' })).toBe('Maria Fontes gets this at once. Due now.')
  expect(to({ reach: 'later' })).toBe('Maria Fontes gets this when they next open Greenroom. Due now.')
  expect(to({ isAsked: true })).toBe(
    'Maria has not answered the question about this case yet, and sees only this line until then. Due now.',
  )
})

import { describe, expect, test } from 'vitest'
import { MemberId } from '../ids.ts'
import { type Pickable, parseQuickAdd, tomorrow } from './quick-add.ts'

const timeZone = 'Europe/Amsterdam'
/** Thursday 5 November 2026, 14:16:20 in Amsterdam. */
const now = new Date('2026-11-05T13:16:20Z')
const person = (name: string, at: number, onCase = true): Pickable => ({
  id: MemberId.parse(`00000000-0000-4000-8000-0000000000${at}`),
  name,
  onCase,
  reach: 'phone',
})
const people = [
  person('Maria Fontes', 11),
  person('Søren Holm', 12),
  person('Tomás Ibarra', 13),
  person('Hana Mori', 14),
  person('Dawit Bekele', 15),
  person('Priya Raman', 16),
  person('Ana Sousa', 17),
  person('Anastasia Lund', 18),
  person('Leilani Kealoha', 19, false),
]
const parse = (text: string, more: Partial<Parameters<typeof parseQuickAdd>[1]> = {}) =>
  parseQuickAdd(text, { now, timeZone, people, ...more })
const nameIn = (text: string, given = people) => {
  const { who } = parse(text, { people: given })
  if (who.is === 'one') return who.member.name
  return who.is === 'several' ? who.members.map((member) => member.name) : who
}
/** Local clock as HH:MM on the day given, as UTC. */
const at = (clock: string, day = '2026-11-05') => new Date(`${day}T${clock}:00+01:00`).toISOString()

describe('one line makes a task [E2]', () => {
  test('name, time, what', () => {
    const line = '@maria 14:30 ask venue for the lobby camera footage'
    expect(parse(line)).toEqual({
      what: 'ask venue for the lobby camera footage',
      who: { is: 'one', member: people[0] },
      due: at('14:30'),
      dueWords: null,
      isPast: false,
      doubt: null,
      parts: [
        { from: 0, to: 6, kind: 'who' },
        { from: 7, to: 12, kind: 'when' },
      ],
    })
  })

  test.each([
    'ask venue for the footage @maria 14:30',
    '14:30 @maria ask venue for the footage',
    'ask venue @maria for the footage 14:30',
    '@maria ask venue for the footage at 14:30',
    '  @maria,  1430: ask venue for   the footage ',
    'ask venue for the footage 1430 @maria',
    '@Maria 2:30pm ask venue for the footage',
    '@maria ask venue for the footage at 2:30 pm',
  ])('in any order: %s', (line) =>
    expect(parse(line)).toMatchObject({
      what: 'ask venue for the footage',
      who: { is: 'one', member: people[0] },
      due: at('14:30'),
    }),
  )
})

describe('who', () => {
  test.each([
    ['@maria', 'Maria Fontes'],
    ['@MARIA fontes ask', 'Maria Fontes'],
    ['@mariafontes', 'Maria Fontes'],
    ['@fon ask', 'Maria Fontes'],
    ['@søren', 'Søren Holm'],
    ['@soren', 'Søren Holm'],
    ['@tomas', 'Tomás Ibarra'],
    ['@Toma\u0301s', 'Tomás Ibarra'],
    ['(@hana) stay', 'Hana Mori'],
    ['@ana', 'Ana Sousa'],
    ['@anas', ['Ana Sousa', 'Anastasia Lund']],
    ['@nobody', { is: 'unknown', typed: 'nobody' }],
    ['write to maria@example.org', { is: 'none' }],
    ['meet @ the lobby', { is: 'none' }],
    ['', { is: 'none' }],
  ])('%j is %j', (line, who) => expect(nameIn(line)).toEqual(who))

  test('two people of one name are both offered, those on the case first; the full name decides', () => {
    const two = [person('Maria Lopez', 21, false), ...people]
    expect(nameIn('@maria ask', two)).toEqual(['Maria Fontes', 'Maria Lopez'])
    expect(nameIn('@maria lopez ask', two)).toBe('Maria Lopez')
    expect(parse('@maria lopez ask', { people: two }).what).toBe('ask')
  })

  test('what was typed after @ is never part of the task, known or not', () => {
    expect(parse('@corvin call him').what).toBe('call him')
    expect(parse('@maria ask').what).toBe('ask')
  })

  test('one owner: a second name is ordinary text', () =>
    expect(parse('@maria 15:00 ask @dawit for the keys').what).toBe('ask @dawit for the keys'))
})

describe('when', () => {
  test.each([
    ['14:30 x', at('14:30'), null],
    ['1430 x', at('14:30'), null],
    ['9pm x', at('21:00'), null],
    ['in 20m x', '2026-11-05T13:36:20.000Z', null],
    ['x in 20 minutes', '2026-11-05T13:36:20.000Z', null],
    ['in 2h x', '2026-11-05T15:16:20.000Z', null],
    ['in 1h30 x', '2026-11-05T14:46:20.000Z', null],
    ['in 1h30m x', '2026-11-05T14:46:20.000Z', null],
    ['now x', now.toISOString(), null],
    ['x right now', now.toISOString(), null],
    ['tomorrow 9:00 x', at('09:00', '2026-11-06'), null],
    ['x tomorrow 0900', at('09:00', '2026-11-06'), null],
    ['tomorrow at 9am x', at('09:00', '2026-11-06'), null],
    ['until 15:00 x', at('15:00'), 'until 15:00'],
    ['x by 1500', at('15:00'), 'by 15:00'],
    ['till 3pm x', at('15:00'), 'until 15:00'],
    ['before tomorrow 9:00 x', at('09:00', '2026-11-06'), 'before 09:00'],
    ['friday 12:00 x', at('12:00', '2026-11-06'), null],
    ['before keynote x', null, 'before keynote'],
    ['x before the keynote', null, 'before the keynote'],
    ['x until lunch.', null, 'until lunch'],
  ])('%j', (line, due, dueWords) => expect(parse(line)).toMatchObject({ what: 'x', due, dueWords }))

  test.each([
    'ask about May',
    'ask about Sunday and the second of June',
    'look up badge 1127',
    'look up badges 1127 and 1143',
    'badge no. 1127',
    'bring him to room 1215',
    'ask the 1200 people in the hall',
    'check the badge before letting him in',
    'check the 2019 report',
    'stay with her for now',
    'see how she is now and then',
    'he was here before',
    'ratio 25:61 and 9:5',
    'in 20 rooms',
    'in 1mXX',
    'wait until they call',
    'see where she is now',
    'book the room for 15:00',
    'guard the door from 15:00 to 16:00',
    "collect @maria's keys",
    'he gave 3 radios',
    'I am there at 9',
  ])('ordinary text stays: %s', (line) =>
    expect(parse(line)).toMatchObject({ what: line, due: null, dueWords: null, parts: [] }),
  )

  test('what opens the line counts before what is told later; a deadline before a mere time', () => {
    expect(parse('@dawit 15:00 ask what he did at 13:35')).toMatchObject({
      due: at('15:00'),
      what: 'ask what he did at 13:35',
    })
    expect(parse('ask what he did at 13:35 by 15:00')).toMatchObject({
      due: at('15:00'),
      what: 'ask what he did at 13:35',
    })
  })

  test('named times of the event have a clock time, and keep their words', () => {
    const namedTimes = { keynote: at('16:00'), 'closing session': at('18:00') }
    expect(parse('@hana before keynote x', { namedTimes })).toMatchObject({
      due: at('16:00'),
      dueWords: 'before keynote',
    })
    expect(parse('x before the closing session please', { namedTimes })).toMatchObject({
      what: 'x please',
      due: at('18:00'),
      dueWords: 'before the closing session',
    })
  })

  test('a time that has passed is kept for today, and can be moved to tomorrow', () => {
    const late = parse('13:00 x')
    expect(late).toMatchObject({ due: at('13:00'), isPast: true })
    expect(tomorrow(late.due!, timeZone)).toBe(at('13:00', '2026-11-06'))
    expect(parse('14:16 x').isPast).toBe(false)
    expect(parse('in 0m x').isPast).toBe(false)
  })

  test('tomorrow is the same clock time, also when the clocks change overnight', () => {
    const eve = { now: new Date('2026-10-24T10:00:00Z') }
    expect(parse('tomorrow 9:00 x', eve).due).toBe('2026-10-25T08:00:00.000Z')
    expect(tomorrow('2026-10-24T07:00:00.000Z', timeZone)).toBe('2026-10-25T08:00:00.000Z')
  })
})

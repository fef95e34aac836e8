import { describe, expect, test } from 'vitest'
import type { MemberId } from '#shared/ids.ts'
import type { Present } from '#shared/protocol/events.ts'
import { lookingOn, membersAt, placesOf, sayHere, sayOnlyThese } from './presence-words.ts'

const at = (name: string, more: Partial<Present> = {}): Present => ({
  member: name as MemberId,
  name,
  client: 1,
  place: 'room',
  ...more,
})

describe('[E1] who is here', () => {
  test.each([
    [[], ''],
    [['Priya Raman'], 'Priya is here'],
    [['Priya Raman', 'Dawit Bekele'], 'Priya and Dawit are here'],
    [['Priya Raman', 'Dawit Bekele', 'Hana Mori'], 'Priya, Dawit and Hana are here'],
  ])('%j', (names, words) => expect(sayHere(names)).toBe(words))

  test('whoever looks away takes part still, and is at no question', () => {
    const present = [at('Hana', { question: 1, isAway: true }), at('Maria', { question: 1 })]
    expect(membersAt(present, [1], 'me').map(({ name }) => name)).toEqual(['Maria'])
    expect([...placesOf(present).keys()]).toEqual(['Hana', 'Maria'])
    expect([...lookingOn(present)]).toEqual(['Maria'])
    expect([...lookingOn([...present, at('Hana')])]).toEqual(['Maria', 'Hana'])
  })

  test('a phone beside a laptop in the room does not move anybody out of the room', () => {
    const places = placesOf([at('Hana', { place: 'phone' }), at('Hana'), at('Maria', { place: 'phone' })])
    expect([...places]).toEqual([
      ['Hana', 'room'],
      ['Maria', 'phone'],
    ])
  })

  test('two devices of one person are one person, and oneself is not told', () => {
    const present = [at('Priya', { question: 1 }), at('Priya', { question: 1 }), at('Tomás', { question: 1 })]
    expect(membersAt(present, [1], 'Tomás')).toEqual([{ member: 'Priya', name: 'Priya' }])
  })
})

test('a count is said in words', () => {
  expect(sayOnlyThese(7)).toBe('Only these seven can open it.')
  expect(sayOnlyThese(1)).toBe('Only this one person can open it.')
  expect(sayOnlyThese(23)).toBe('Only these 23 can open it.')
})

import { describe, expect, test } from 'vitest'
import type { MemberId } from '#shared/ids.ts'
import type { Present } from '#shared/protocol/events.ts'
import { lookingOn, membersAt, placesOf, sayHere, sayPlaces, sayWhoOpens } from './presence-words.ts'

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

  test('[HR1] whoever has not said where they are is here, and no more is claimed', () => {
    const { place: _, ...unsaid } = at('Priya')
    const places = placesOf([unsaid, at('Maria', { place: 'phone' }), at('Hana')])
    expect([...places]).toEqual([
      ['Priya', 'here'],
      ['Maria', 'phone'],
      ['Hana', 'room'],
    ])
    expect(sayPlaces(places)).toBe('1 in the room, 1 elsewhere, 1 here')
    expect(sayPlaces(new Map())).toBe('')
  })

  test('two devices of one person are one person, and oneself is not told', () => {
    const present = [at('Priya', { question: 1 }), at('Priya', { question: 1 }), at('Tomás', { question: 1 })]
    expect(membersAt(present, [1], 'Tomás')).toEqual([{ member: 'Priya', name: 'Priya' }])
  })
})

test('a count is said in words', () => {
  expect(sayWhoOpens(7, 0)).toBe('Only these seven can open it.')
  expect(sayWhoOpens(1, 0)).toBe('Only this one person can open it.')
  expect(sayWhoOpens(23, 0)).toBe('Only these 23 can open it.')
  expect(sayWhoOpens(5, 2)).toBe('Five can open it. Two have not answered yet.')
  expect(sayWhoOpens(1, 1)).toBe('One can open it. One has not answered yet.')
})

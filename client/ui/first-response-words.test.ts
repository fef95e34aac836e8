import { expect, it } from 'vitest'
import type { Procedure } from '#shared/http/procedure.ts'
import { cardOf, ownCard } from './first-response-words.ts'

const adopted = { id: 'e', by: 'm', at: '2026-11-28T10:00:00.000Z' } as never as Procedure['adopted']
const clause = (name: string, heading: string, items: string[]) =>
  ({ name, heading, items, lines: [], body: '' }) as never as Procedure['clauses'][number]

it('[PD7] the card says what the event has put in force, each thing once, and is Greenroom’s where it says nothing', () => {
  const clauses = [
    clause('response', 'First', ['Sit down', ' Sit down', 'x'.repeat(900), '']),
    clause('antiresponse', '', ['Do not guess.']),
  ]
  const card = cardOf({ adopted, clauses })
  expect(card.toDo.map(({ what }) => what)).toEqual(['Sit down', 'x'.repeat(500)])
  expect([card.leaveTitle, card.toLeave]).toEqual([
    'What not to do',
    [{ what: 'Do not guess.', why: '', short: 'Do not guess.' }],
  ])
  expect(cardOf({ adopted, clauses: [clause('response', 'First', [])] })).toEqual(ownCard)
  expect(cardOf({ adopted: null, clauses })).toBe(ownCard)
  expect(cardOf(undefined)).toBe(ownCard)
})

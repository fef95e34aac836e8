import { expect, it } from 'vitest'
import { clockLines, reachLines } from './contact-words.ts'

const when = (iso: string) => iso.slice(5, 16).replace('T', ' ')
const clocks = {
  acknowledge: { dueAt: '2026-11-06T22:00:00.000Z', metAt: '2026-11-06T09:12:00.000Z' },
  outcome: { dueAt: '2026-11-12T22:00:00.000Z', metAt: null },
}
const lines = (now: string, owed: Parameters<typeof clockLines>[0]['owed'] = null) =>
  clockLines({ clocks, owed }, new Date(now), when).map(({ label, text }) => `${label}: ${text}`)

it('[CT2] the clocks of a case say met, running or missed', () => {
  expect(lines('2026-11-07T10:00:00Z')).toEqual([
    'That it came in: told 11-06 09:12, in time',
    'What came of it: by 11-12 22:00',
  ])
  expect(lines('2026-11-13T10:00:00Z')[1]).toBe('What came of it: was due 11-12 22:00')
  const late = { ...clocks.acknowledge, metAt: '2026-11-07T09:00:00.000Z' }
  expect(
    clockLines({ clocks: { ...clocks, acknowledge: late }, owed: null }, new Date(), when)[0]?.text,
  ).toBe('told 11-07 09:00, later than 11-06 22:00')
})

it('[CT2] a promised word stands first', () => {
  const owed = { kind: 'promised', dueAt: '2026-11-08T12:00:00.000Z' } as const
  expect(lines('2026-11-07T10:00:00Z', owed)[0]).toBe('Promised: by 11-08 12:00')
  expect(lines('2026-11-08T13:00:00Z', owed)[0]).toBe('Promised: was due 11-08 12:00')
})

it('[CT1] says of how to reach them what somebody said', () => {
  const said = { way: 'Room phone', avoid: ' ', fears: 'not-asked', wantsWord: 'yes' } as const
  expect(reachLines(said)).toEqual([
    { label: 'Safe way', text: 'Room phone' },
    { label: 'Fears retaliation', text: 'Not asked yet' },
    { label: 'Wants to hear more', text: 'Yes' },
  ])
})

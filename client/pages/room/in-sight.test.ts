import { expect, it } from 'vitest'
import type { DisplayTask } from '#shared/protocol/display.ts'
import { byUrgency, fitting, sayHidden } from './in-sight.ts'

const now = new Date('2026-11-27T12:00:00Z')
const task = (id: string, due: string | null = null, state: DisplayTask['state'] = 'open'): DisplayTask => ({
  id,
  what: [],
  who: null,
  due: due && `2026-11-27T${due}:00Z`,
  dueWords: null,
  state,
  deliveredAt: null,
  stateAt: null,
})
const ids = (tasks: DisplayTask[]) => byUrgency(tasks, now).join('')

it('[RD7] the newest and the next due come first, then the open ones from the newest back, then what is done', () => {
  const tasks = [
    task('a', '11:00'),
    task('b', '12:30'),
    task('c', '12:10', 'done'),
    task('d', '12:20'),
    task('e'),
    task('f', null, 'done'),
  ]
  expect(ids(tasks)).toBe('fdebac')
  expect(ids([task('a', '12:05')])).toBe('a')
  expect(ids([])).toBe('')
})

it('as many are shown as fit, in that order', () => {
  const heights = new Map([...'abc'].map((id) => [id, 40]))
  expect([...fitting(['c', 'a', 'b'], heights, 100)]).toEqual(['c', 'a'])
  expect([...fitting(['c'], heights, 39)]).toEqual([])
})

it('what is hidden is counted, and how much of it is late; what is done is never late', () => {
  const zone = 'Europe/Lisbon'
  expect(sayHidden([], now, zone)).toBe('')
  expect(sayHidden([task('a', '13:00')], now, zone)).toBe('+1 more')
  expect(sayHidden([task('a', '11:00'), task('b', '11:00', 'done'), task('c')], now, zone)).toBe(
    '+3 more, 1 late',
  )
})

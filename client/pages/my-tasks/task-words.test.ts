import { describe, expect, it, test } from 'vitest'
import type { MyTask } from '#shared/http/tasks.ts'
import type { CaseId, TaskId } from '#shared/ids.ts'
import { dueLine, dueMark, moreWords, sinceWords, soonestFirst } from './task-words.ts'

const zone = 'Europe/Lisbon'
/** Thursday 5 November 2026, 14:16 in Lisbon. */
const now = new Date('2026-11-05T14:16:00Z')

const task = (what: string, over: Partial<MyTask> = {}): MyTask => ({
  id: what as TaskId,
  case: { id: 'amber' as CaseId, codeName: 'Amber Heron', isOpenToMe: true },
  what,
  due: null,
  dueWords: null,
  state: 'open',
  from: null,
  assignedAt: '2026-11-05T14:00:00Z',
  deliveredAt: null,
  stateAt: null,
  ...over,
})

describe('a task of mine', () => {
  test.each([
    [{ due: '2026-11-05T14:30:00Z' }, 'By 14:30, in 14 minutes', true],
    [{ due: '2026-11-05T15:40:00Z' }, 'By 15:40, in 1 hour 24 minutes', false],
    [{ due: '2026-11-05T15:00:00Z', dueWords: 'until 15:00' }, 'Until 15:00, in 44 minutes', false],
    [{ due: '2026-11-05T14:12:00Z' }, 'By 14:12, late by 4 min', true],
    [{ dueWords: 'before keynote' }, 'Before keynote', false],
    [{}, 'Today', false],
  ])('due as %j reads %j', (over, text, isSoon) =>
    expect(dueLine(task('Ask venue', over), now, zone)).toEqual({ text, isSoon }),
  )

  it('is marked amber from 15 minutes before, and says late instead of the time', () => {
    expect(dueMark(task('a', { due: '2026-11-05T14:25:00Z' }), now, zone)).toEqual({
      text: '14:25',
      isSoon: true,
    })
    expect(dueMark(task('a', { due: '2026-11-05T14:12:00Z' }), now, zone).text).toBe('Late by 4 min')
    expect(dueMark(task('a', { due: '2026-11-05T18:00:00Z' }), now, zone)).toEqual({
      text: '18:00',
      isSoon: false,
    })
  })

  it('stands soonest first, without a time last', () => {
    const later = task('later', { due: '2026-11-05T18:00:00Z' })
    const soon = task('soon', { due: '2026-11-05T14:25:00Z' })
    const first = task('no time, came first', { assignedAt: '2026-11-05T09:00:00Z' })
    const second = task('no time, came second')
    const order = [soon, later, first, second]
    expect(soonestFirst([second, later, first, soon])).toEqual(order)
  })

  it('says how long ago it came', () => {
    expect(sinceWords('2026-11-05T14:15:30Z', now, zone)).toBe('now')
    expect(sinceWords('2026-11-05T14:13:00Z', now, zone)).toBe('3 min ago')
    expect(sinceWords('2026-11-05T12:40:00Z', now, zone)).toBe('12:40')
  })
})

it('counts what waits behind in words', () => {
  expect(moreWords(0)).toBeUndefined()
  expect(moreWords(2)).toBe('Two more')
})

import { describe, expect, test } from 'vitest'
import type { MemberId, TaskId } from '#shared/ids.ts'
import type { TaskView } from '#shared/tasks/view.ts'
import { sayAdded, sayPressure, sayWhen, stateWords } from './task-words.ts'

const zone = 'Europe/Lisbon'
const now = Date.parse('2026-11-05T14:16:00Z')
const at = (clock: string) => `2026-11-05T${clock}:00.000Z`
const maria = 'maria' as MemberId
const task = (more: Partial<TaskView> = {}): TaskView => ({
  id: 'footage' as TaskId,
  what: 'ask venue for the lobby camera footage',
  who: maria,
  due: at('14:45'),
  dueWords: null,
  state: 'open',
  by: null,
  order: 'a0',
  ...more,
})
const facts = (more: { deliveredAt?: string; stateAt?: string } = {}) => ({
  task: 'footage' as TaskId,
  deliveredAt: more.deliveredAt ?? null,
  stateAt: more.stateAt ?? null,
})
const words = (more: Partial<TaskView>, known = facts()) => stateWords(task(more), known, zone, now)

describe('[F1] the state of a task', () => {
  test('is on its way until a device of the assignee has it', () => {
    expect(words({}).text).toBe('Sending…')
    expect(words({}, facts({ deliveredAt: at('14:15') })).text).toBe('Delivered')
  })
  test.each([
    ['screen', 'Sending…'],
    ['phone', 'On its way to their phone'],
    ['later', 'Waits until they next open Greenroom'],
  ] as const)('[HR3] is not said to be sent where nothing can be reached: %s', (reach, text) => {
    expect(stateWords(task(), facts(), zone, now, reach).text).toBe(text)
  })
  test('accepted counts only while the assignee said it', () => {
    expect(words({ state: 'accepted', by: maria }).text).toBe('Accepted')
    expect(words({ state: 'accepted', by: 'hana' as MemberId }).text).toBe('Sending…')
  })
  test('done says when', () => {
    expect(words({ state: 'done', by: maria }, facts({ stateAt: at('14:12') })).text).toBe('Done 14:12')
  })
  test('can’t says what is needed', () => {
    expect(words({ state: 'cannot', by: maria }).text).toBe('Can’t: needs someone else')
  })
})

describe('[F2] time is shown, not shouted', () => {
  test.each([
    ['14:45', undefined],
    ['14:31', 'in 15 min'],
    ['14:25', 'in 9 min'],
    ['14:16', 'now'],
    ['14:12', 'Late by 4 min'],
    ['13:11', 'Late by 1 h 5 min'],
  ])('due %s: %s', (due, said) => expect(sayPressure(at(due), now)).toBe(said))

  test('words stay as they were put, and no time is today', () => {
    expect(sayWhen(task({ due: at('15:00'), dueWords: 'until 15:00' }), zone, now)).toBe('until 15:00')
    expect(sayWhen(task({ due: null }), zone, now)).toBe('today')
  })
})

test('a task that somebody else adds is said in one sentence', () => {
  expect(sayAdded('Tomás', 'Maria', task({ due: at('14:30') }), zone, now)).toBe(
    'Tomás gave Maria a task, due 14:30',
  )
  expect(sayAdded('Tomás', undefined, task({ due: null }), zone, now)).toBe('Tomás added a task')
})

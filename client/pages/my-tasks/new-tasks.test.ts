import { describe, expect, it } from 'vitest'
import type { MyTask } from '#shared/http/tasks.ts'
import type { CaseId, TaskId } from '#shared/ids.ts'
import { NewTasks } from './new-tasks.ts'
import { keyOf } from './task-words.ts'

const askVenue: MyTask = {
  id: 'ask-venue' as TaskId,
  case: { id: 'amber' as CaseId, codeName: 'Amber Heron', isOpenToMe: false },
  what: 'Ask venue for the lobby camera footage',
  due: null,
  dueWords: null,
  state: 'open',
  from: null,
  assignedAt: '2026-11-05T14:16:00Z',
  deliveredAt: null,
  stateAt: null,
}
const shown: MyTask = { ...askVenue, deliveredAt: '2026-11-05T14:16:02Z' }

const forMaria = () => {
  const tasks = new NewTasks()
  tasks.belongTo('maria')
  return tasks
}

describe('what is new for Maria', () => {
  it('is a task that none of her devices had shown', () => {
    const tasks = forMaria()
    tasks.look([askVenue])
    expect(tasks.isNew(askVenue)).toBe(true)
    // It stays new while she looks at it, though it counts as delivered now.
    tasks.look([shown])
    expect(tasks.isNew(shown)).toBe(true)
  })

  it('is not a task that a device of hers had shown before', () => {
    const tasks = forMaria()
    tasks.look([shown])
    expect(tasks.isNew(shown)).toBe(false)
  })

  it('is a task given to her again', () => {
    const tasks = forMaria()
    tasks.look([shown])
    tasks.arrived(keyOf(shown))
    expect(tasks.isNew(shown)).toBe(true)
  })

  it('ends with her answer, or when she puts it aside', () => {
    const tasks = forMaria()
    tasks.look([askVenue])
    expect(tasks.isNew({ ...shown, state: 'accepted' })).toBe(false)
    tasks.putAside(keyOf(askVenue))
    expect(tasks.isNew(askVenue)).toBe(false)
  })

  it('is said aloud once', () => {
    const tasks = forMaria()
    tasks.look([askVenue])
    expect([tasks.speak(keyOf(askVenue)), tasks.speak(keyOf(askVenue))]).toEqual([true, false])
    tasks.arrived(keyOf(askVenue))
    expect(tasks.speak(keyOf(askVenue))).toBe(true)
  })

  it('is forgotten when somebody else signs in', () => {
    const tasks = forMaria()
    tasks.arrived(keyOf(shown))
    tasks.belongTo('dawit')
    tasks.look([shown])
    expect(tasks.isNew(shown)).toBe(false)
  })
})

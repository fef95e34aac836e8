import { describe, expect, it, test } from 'vitest'
import type { CaseCard } from '#shared/http/cases.ts'
import type { MyTask } from '#shared/http/tasks.ts'
import type { CaseId, TaskId } from '#shared/ids.ts'
import { isReminding, type Reminding, reminderWords } from './reminder-words.ts'

const zone = 'Europe/Lisbon'
const now = new Date('2026-11-05T14:16:00Z')
const [caseId, taskId] = ['amber' as CaseId, 'ask' as TaskId]
const task: MyTask = {
  ...{ id: taskId, case: { id: caseId, codeName: 'Amber Heron', isOpenToMe: true }, what: 'Ask the venue' },
  ...{ due: null, dueWords: null, state: 'accepted', from: null, assignedAt: '2026-11-05T14:00:00Z' },
  ...{ deliveredAt: null, stateAt: null },
}
const cases = [{ id: caseId, codeName: 'Amber Heron' } as CaseCard]
const news = (reminds: Reminding['reminds']): Reminding => ({
  kind: 'task',
  case: caseId,
  task: taskId,
  reminds,
})
const said = (reminds: Reminding['reminds'], over: Partial<MyTask>) =>
  reminderWords(news(reminds), { tasks: [{ ...task, ...over }], cases }, now, zone)?.text

describe('[RM4] a reminder on an open screen', () => {
  test.each([
    ['soon', '2026-11-05T14:21:00Z', 'In 5 min: Ask the venue'],
    ['due', '2026-11-05T14:16:00Z', 'Due now: Ask the venue'],
    ['due', '2026-11-05T14:12:00Z', 'Late by 4 min: Ask the venue'],
  ] as const)('%s, due at %s, says: %s', (reminds, due, text) => expect(said(reminds, { due })).toBe(text))

  it('says nothing of what is settled, moved away or not mine', () => {
    const due = '2026-11-05T14:21:00Z'
    expect(said('soon', { due, state: 'done' })).toBeUndefined()
    expect(said('soon', { due, state: 'cannot' })).toBeUndefined()
    expect(said('soon', { due: '2026-11-05T18:00:00Z' })).toBeUndefined()
    expect(said('soon', { due: null })).toBeUndefined()
    expect(said('soon', { due, id: 'other' as TaskId })).toBeUndefined()
  })

  it('names to whoever leads the case and not the task, and nothing where they cannot open it', () => {
    const known = { tasks: [], cases }
    expect(reminderWords(news('late'), known, now, zone)).toEqual({
      text: 'Amber Heron: a task is late.',
      opens: { codeName: 'Amber Heron' },
    })
    expect(reminderWords(news('late'), { tasks: [], cases: [] }, now, zone)).toBeUndefined()
  })

  it('is told from other news of a task', () => {
    expect(isReminding(news('soon'))).toBe(true)
    expect(isReminding({ kind: 'task', case: caseId, task: taskId, arrived: true })).toBe(false)
    expect(isReminding({ kind: 'members' })).toBe(false)
  })
})

import { describe, expect, it, test } from 'vitest'
import type { CaseCard } from '#shared/http/cases.ts'
import type { MyTask } from '#shared/http/tasks.ts'
import type { CaseId, TaskId } from '#shared/ids.ts'
import { isReminding, type Reminding, reminderLine, withReminder } from './reminder-words.ts'

const zone = 'Europe/Lisbon'
const now = new Date('2026-11-05T14:16:00Z')
const [caseId, taskId] = ['amber' as CaseId, 'ask' as TaskId]
const task: MyTask = {
  ...{ id: taskId, case: { id: caseId, codeName: 'Amber Heron', isOpenToMe: true }, what: 'Ask the venue' },
  ...{ due: null, dueWords: null, state: 'accepted', from: null, assignedAt: '2026-11-05T14:00:00Z' },
  ...{ deliveredAt: null, stateAt: null },
}
const card = {
  ...{ id: caseId, codeName: 'Amber Heron', stage: 'acting', tasks: { done: 1, total: 2 } },
  next: { what: 'Ask the venue', who: null, due: '2026-11-05T14:00:00Z', dueWords: null },
} as CaseCard
type TaskReminding = Extract<Reminding, { kind: 'task' }>
const news = (reminds: TaskReminding['reminds'], over: Partial<TaskReminding> = {}): TaskReminding => ({
  ...{ kind: 'task', case: caseId, task: taskId, reminds },
  ...over,
})
const said = (reminds: TaskReminding['reminds'], over: Partial<MyTask>) =>
  reminderLine([news(reminds)], { tasks: [{ ...task, ...over }], cases: [card] }, now, zone)?.text
/** To whoever leads. */
const saidOf = (cases: CaseCard[]) => reminderLine([news('late')], { tasks: [], cases }, now, zone)

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
    const line = { text: 'Amber Heron: a task is late.', opens: { codeName: 'Amber Heron' } }
    expect(saidOf([card])).toEqual(line)
    expect(saidOf([])).toBeUndefined()
    // One whose next step can't be read.
    expect(saidOf([{ ...card, next: null }])).toEqual(line)
  })

  it('says nothing to whoever leads of what is settled when its turn comes', () => {
    expect(saidOf([{ ...card, stage: 'closed' }])).toBeUndefined()
    expect(saidOf([{ ...card, next: null, tasks: { done: 2, total: 2 } }])).toBeUndefined()
    expect(saidOf([{ ...card, next: { ...card.next!, due: '2026-11-05T15:00:00Z' } }])).toBeUndefined()
    expect(saidOf([{ ...card, next: { ...card.next!, due: null } }])).toBeUndefined()
  })

  it('[PD9] asks to read the procedure until this screen knows it to be read', () => {
    const one: Reminding = { kind: 'procedure', reminds: true }
    expect([isReminding(one), isReminding({ kind: 'procedure' })]).toEqual([true, false])
    const known = { tasks: [], cases: [] }
    expect(reminderLine([one], { ...known, hasRead: false }, now, zone)).toEqual({
      ...{ text: 'Please read the procedure.', opens: 'procedure' },
    })
    expect(reminderLine([one], { ...known, hasRead: true }, now, zone)).toBeUndefined()
    expect(withReminder([one], one)).toEqual([one])
  })

  it('is one line for all that wait: the newest, and how many more', () => {
    const other = { id: 'call' as TaskId, what: 'Call a taxi\nto the door' }
    const tasks = [
      { ...task, due: '2026-11-05T14:16:00Z' },
      { ...task, ...other, due: '2026-11-05T14:21:00Z' },
    ]
    const line = (...waiting: Reminding[]) => reminderLine(waiting, { tasks, cases: [card] }, now, zone)?.text
    const [mine, next] = [news('due'), news('soon', { task: other.id })]
    expect(line(mine, next)).toBe('In 5 min: Call a taxi to the door. And one more.')
    expect(line(mine, next, news('late'))).toBe('Amber Heron: a task is late. And two more.')
    expect(line(news('late'), news('late', { task: other.id }))).toBe('Amber Heron: a task is late.')
    expect(line(mine, news('soon', { task: 'gone' as TaskId }))).toBe('Due now: Ask the venue')
  })

  it('[CT5] says to whoever leads which word is owed, and nothing once it was given', () => {
    const word: Reminding = { kind: 'case', case: caseId, reminds: 'word' }
    const owed = { kind: 'acknowledge', dueAt: '2026-11-05T17:16:00Z' } as const
    const line = (card: CaseCard) => reminderLine([word], { tasks: [], cases: [card] }, now, zone)?.text
    expect(line({ ...card, owed })).toBe('Amber Heron: First word to the reporter by 17:16')
    expect(line(card)).toBeUndefined()
    expect(isReminding(word)).toBe(true)
    expect(isReminding({ kind: 'case', case: caseId })).toBe(false)
  })

  it('keeps of a task only what came last', () => {
    const other = news('due', { task: 'call' as TaskId })
    expect(withReminder([news('soon'), other], news('due'))).toEqual([other, news('due')])
  })

  it('is told from other news of a task', () => {
    expect(isReminding(news('soon'))).toBe(true)
    expect(isReminding({ kind: 'task', case: caseId, task: taskId, arrived: true })).toBe(false)
    expect(isReminding({ kind: 'members' })).toBe(false)
  })
})

// Tasks in their order, whatever keys stand there: the next one is always taken.

import { expect, it } from 'vitest'
import * as Y from 'yjs'
import type { TaskId } from '../ids.ts'
import { maxOrderChars } from '../tasks/order.ts'
import { addTask, placeTask, setTaskDue } from './edit.ts'
import { readTasks } from './read.ts'
import { partsOf, taskValues } from './schema.ts'

const id = (n: number) => `5f0f9a0e-0b3a-4c3e-9a54-${n.toString(16).padStart(12, '0')}` as TaskId
const add = (doc: Y.Doc, n: number) =>
  addTask(doc, { id: id(n), what: '', who: null, due: null, dueWords: null })
const rows = (doc: Y.Doc) => readTasks(doc).map((task) => Number.parseInt(task.id.slice(-12), 16))
const orders = (doc: Y.Doc) => readTasks(doc).map(({ order }) => order)

it.each([
  ['the largest', 'z'.repeat(200)],
  ['the smallest', `A${'0'.repeat(26)}${'V'.repeat(173)}`],
  ['a long one', 'a0'.padEnd(200, 'V')],
  ['one at the end', `${'z'.repeat(27)}V`],
  ['none', 'Ω'],
])('beside an order key that is taken, a next one always is: %s', (_, order) => {
  expect(taskValues.order!(order)).toBe(true)
  const doc = new Y.Doc()
  for (const n of [1, 2, 3]) add(doc, n)
  partsOf(doc).tasks.get(id(2))!.set('order', order)
  add(doc, 4)
  placeTask(doc, id(1), { before: id(2), after: null })
  placeTask(doc, id(3), { before: null, after: id(2) })
  placeTask(doc, id(4), { before: null, after: id(3) })
  add(doc, 5)
  expect(orders(doc).filter((key) => key.length > maxOrderChars && key !== order)).toEqual([])
  expect(rows(doc).indexOf(4)).toBeLessThan(rows(doc).indexOf(3))
  expect(rows(doc).indexOf(3)).toBeLessThan(rows(doc).indexOf(2))
  expect(rows(doc).indexOf(2)).toBeLessThan(rows(doc).indexOf(1))
})

it('rows can be put into one gap for ever: then all are numbered anew', () => {
  const doc = new Y.Doc()
  for (const n of [1, 2, 3]) add(doc, n)
  let longest = 0
  for (let turn = 0; turn < 2_000; turn++) {
    const [first, second, third] = readTasks(doc).map((task) => task.id)
    placeTask(doc, third!, { before: first!, after: second! })
    expect(readTasks(doc).map((task) => task.id)).toEqual([first, third, second])
    longest = Math.max(longest, ...orders(doc).map((key) => key.length))
  }
  expect(longest).toBeGreaterThan(20)
  expect(longest).toBeLessThanOrEqual(maxOrderChars)
})

it('a time put in very many words is no reason to refuse the task', () => {
  const doc = new Y.Doc()
  const dueWords = `before the ${'🙂'.repeat(90)}`
  addTask(doc, { id: id(1), what: 'Go', who: null, due: null, dueWords })
  setTaskDue(doc, id(1), null, dueWords)
  const stored = partsOf(doc).tasks.get(id(1))!.get('dueWords') as string
  expect(taskValues.dueWords!(stored)).toBe(true)
  expect(stored.isWellFormed()).toBe(true)
  expect(stored.endsWith('…')).toBe(true)
})

import { expect, test } from 'vitest'
import * as Y from 'yjs'
import type { MemberId, TaskId } from '#shared/ids.ts'
import { addTask, findTaskText, placeTask, setActing } from '#shared/record/edit.ts'
import { readActing } from '#shared/record/read.ts'
import { taskWatchOf } from './task-watch.ts'
import { typed } from './text-binding.ts'
import { TaskUndo } from './undo.ts'

const maria = '99999999-9999-4999-8999-999999999999' as MemberId
const first = '11111111-1111-4111-8111-111111111111' as TaskId
const second = '22222222-2222-4222-8222-222222222222' as TaskId

function twoTasks(): Y.Doc {
  const doc = new Y.Doc()
  for (const id of [first, second]) addTask(doc, { id, what: 'ask', who: null, due: null, dueWords: null })
  return doc
}

test('a keystroke in one task changes that task’s snapshot and nothing else', () => {
  const doc = twoTasks()
  const watch = taskWatchOf(doc)
  const before = { ids: watch.ids(), first: watch.find(first), second: watch.find(second) }
  findTaskText(doc, first)!.insert(3, ' venue')
  expect(watch.find(first)).toMatchObject({ what: 'ask venue' })
  expect(watch.find(first)).not.toBe(before.first)
  expect(watch.find(second)).toBe(before.second)
  expect(watch.ids()).toBe(before.ids)
})

test('the list is another one when a task comes or moves', () => {
  const doc = twoTasks()
  const watch = taskWatchOf(doc)
  expect(watch.ids()).toEqual([first, second])
  placeTask(doc, first, { before: second, after: null })
  expect(watch.ids()).toEqual([second, first])
})

test('undo takes back own words and answers, never what others did', () => {
  const doc = twoTasks()
  const undo = new TaskUndo(doc, maria)
  const other = new Y.Doc()
  Y.applyUpdate(other, Y.encodeStateAsUpdate(doc))
  setActing(other, 'no')
  doc.transact(() => findTaskText(doc, first)!.insert(3, ' venue'), typed)
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(other))
  undo.undo()
  expect(taskWatchOf(doc).find(first)?.what).toBe('ask')
  expect(readActing(doc)).toBe('no')
  expect(undo.canUndo()).toBe(false)
})

// Several people write in one record, and each takes back steps of their own: no word of anybody else goes with them.
// `SEED=7 npm test` repeats one run.

import { defaultDeleteFilter } from '@tiptap/y-tiptap'
import { expect, it } from 'vitest'
import * as Y from 'yjs'
import type { MemberId, TaskId } from '#shared/ids.ts'
import { addTask, assignTask, findTaskText, personal } from '#shared/record/edit.ts'
import { readTasks, readText } from '#shared/record/read.ts'
import { partsOf } from '#shared/record/schema.ts'
import { createRandom, doSomething, type Random, seedOfRun } from '../../test/helpers/seeded-work.ts'
import { TaskUndo, wordHolders } from './undo.ts'

const seed = seedOfRun()
const names = ['maria', 'hana', 'dawit'] as const
const member = (at: number) => `9b2de3c0-51c8-4d0f-8b0a-3a4a1e0d3b2${at}` as MemberId
const task = '5f0f9a0e-0b3a-4c3e-9a54-0c9d4d7d2a11' as TaskId

type Person = { doc: Y.Doc; me: MemberId; undos: Y.UndoManager[] }

function sit(at: number): Person {
  const doc = new Y.Doc()
  doc.clientID = at + 1
  const editors = [partsOf(doc).whatHappened, partsOf(doc).whatWeDo].map(
    (fragment) =>
      new Y.UndoManager(fragment, {
        captureTimeout: 0,
        trackedOrigins: new Set([personal]),
        deleteFilter: (item) => defaultDeleteFilter(item, new Set(wordHolders)),
      }),
  )
  const tasks = new TaskUndo(doc, member(at))
  tasks.captureTimeout = 0
  return { doc, me: member(at), undos: [...editors, tasks] }
}

function exchange(people: readonly Person[]): void {
  for (const to of people)
    for (const from of people)
      if (from !== to)
        Y.applyUpdate(to.doc, Y.encodeStateAsUpdate(from.doc, Y.encodeStateVector(to.doc)), 'others')
}

/** Every living letter in the record that others than this client have written. */
function lettersOfOthers(doc: Y.Doc): Set<string> {
  const letters = new Set<string>()
  for (const structs of doc.store.clients.values())
    for (const item of structs) {
      if (!(item instanceof Y.Item) || item.deleted || item.id.client === doc.clientID) continue
      if (item.content instanceof Y.ContentString)
        for (let at = 0; at < item.length; at++) letters.add(`${item.id.client}:${item.id.clock + at}`)
    }
  return letters
}

function takeBack({ doc, undos }: Person, random: Random): void {
  const before = lettersOfOthers(doc)
  const undo = random.pick(undos)
  if (random.below(4) === 0) undo.redo()
  else undo.undo()
  const after = lettersOfOthers(doc)
  expect([...before].filter((letter) => !after.has(letter))).toEqual([])
}

it.each(Array.from({ length: 60 }, (_, at) => seed + at))(
  '[SY26] an undo and a redo take away no letter of anybody else (seed %i)',
  (thisSeed) => {
    const random = createRandom(thisSeed)
    const people = names.map((_, at) => sit(at))
    for (let round = 0; round < 150; round++) {
      const person = random.pick(people)
      const { doc, me } = person
      const everybody = people.map((one) => one.me)
      if (random.below(3) === 0) takeBack(person, random)
      else doc.transact(() => doSomething(doc, me, everybody, random), personal)
      if (random.below(3) === 0) exchange(people)
    }
    exchange(people)
    const [first, ...rest] = people.map(({ doc }) => partsOf(doc).whatHappened.toString())
    for (const other of rest) expect(other).toBe(first)
    // What is left of a task is a task.
    for (const { doc } of people) expect(readTasks(doc)).toHaveLength(partsOf(doc).tasks.size)
  },
)

it('[SY26] a list that somebody has written in stays with their words when it is taken back', () => {
  const [maria, hana] = [sit(0), sit(1)]
  const list = new Y.XmlElement('bulletList')
  const item = new Y.XmlElement('listItem')
  const line = new Y.XmlElement('paragraph')
  const text = new Y.XmlText('mine, ')
  line.insert(0, [text])
  item.insert(0, [line])
  list.insert(0, [item])
  maria.doc.transact(() => partsOf(maria.doc).whatHappened.insert(0, [list]), personal)
  exchange([maria, hana])
  const theirs = partsOf(hana.doc).whatHappened.querySelector('paragraph') as Y.XmlElement
  const words = theirs.get(0) as Y.XmlText
  words.insert(words.length, 'hers')
  exchange([maria, hana])
  maria.undos[0]!.undo()
  exchange([maria, hana])
  for (const { doc } of [maria, hana]) expect(readText(partsOf(doc).whatHappened)).toContain('hers')
})

it.each([
  ['written in', (doc: Y.Doc) => findTaskText(doc, task)!.insert(3, ' them')],
  ['taken', (doc: Y.Doc) => assignTask(doc, task, member(1))],
])('[SY26] a task that somebody has %s stays, whole, when its adding is taken back', (_, theirs) => {
  const [maria, hana] = [sit(0), sit(1)]
  addTask(maria.doc, { id: task, what: 'ask', who: null, due: null, dueWords: null })
  exchange([maria, hana])
  theirs(hana.doc)
  exchange([maria, hana])
  const before = readTasks(hana.doc)
  maria.undos[2]!.undo()
  exchange([maria, hana])
  for (const { doc } of [maria, hana]) expect(readTasks(doc)).toEqual(before)
})

it('[SY26] a task that nobody else has touched goes with the undo, and comes back with the redo', () => {
  const maria = sit(0)
  const undo = maria.undos[2]!
  addTask(maria.doc, { id: task, what: 'ask', who: null, due: null, dueWords: null })
  const before = readTasks(maria.doc)
  undo.undo()
  expect(readTasks(maria.doc)).toEqual([])
  undo.redo()
  expect(readTasks(maria.doc)).toEqual(before)
  undo.undo()
  expect(readTasks(maria.doc)).toEqual([])
})

// Work as people do it in a record, drawn from a seed: the same seed does the same work.

import * as Y from 'yjs'
import type { DraftId, MemberId, TaskId } from '../../shared/ids.ts'
import {
  addTask,
  assignTask,
  beginDraft,
  findTaskText,
  placeTask,
  removeDraft,
  setActing,
  setTaskDue,
  setTaskState,
} from '../../shared/record/edit.ts'
import { readDrafts, readTasks } from '../../shared/record/read.ts'
import { partsOf } from '../../shared/record/schema.ts'

export type Random = {
  next: () => number
  below: (n: number) => number
  pick: <T>(list: readonly T[]) => T
  uuid: () => string
}

/** A small seeded generator (mulberry32); good enough to choose what to do next. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const below = (n: number) => Math.floor(next() * n)
  const hex = (length: number) => Array.from({ length }, () => below(16).toString(16)).join('')
  return {
    next,
    below,
    pick: (list) => list[below(list.length)]!,
    uuid: () => `${hex(8)}-${hex(4)}-4${hex(3)}-8${hex(3)}-${hex(12)}`,
  }
}

/** The seed of this run: `SEED=7 npm test` repeats one. */
export const seedOfRun = (): number => Number(process.env.SEED ?? Math.floor(Math.random() * 1e9))

const words = ['about 13:35 ', 'lobby ', 'he followed ', '🙂', 'Søren ', 'naïve', 'two of us ', '\n', 'x']

/** All texts of the two questions and of the drafts, wherever they stand. */
function textsOf(doc: Y.Doc): Y.XmlText[] {
  const found: Y.XmlText[] = []
  const walk = (node: unknown): void => {
    if (node instanceof Y.XmlText) found.push(node)
    else if (node instanceof Y.XmlFragment) for (const child of node.toArray()) walk(child)
  }
  walk(partsOf(doc).whatHappened)
  walk(partsOf(doc).whatWeDo)
  for (const { fragment } of readDrafts(doc)) walk(fragment)
  return found
}

function paragraph(words: string): Y.XmlElement {
  const element = new Y.XmlElement('paragraph')
  element.insert(0, [new Y.XmlText(words)])
  return element
}

function list(words: string): Y.XmlElement {
  const bullets = new Y.XmlElement('bulletList')
  const item = new Y.XmlElement('listItem')
  item.insert(0, [paragraph(words)])
  bullets.insert(0, [item])
  return bullets
}

/** One thing that somebody does; nothing at all when there is nothing to do it to. */
export function doSomething(doc: Y.Doc, me: MemberId, everybody: readonly MemberId[], random: Random): void {
  const text = textsOf(doc)
  const tasks = readTasks(doc)
  const drafts = readDrafts(doc)
  const fragment = random.pick([
    partsOf(doc).whatHappened,
    partsOf(doc).whatWeDo,
    ...drafts.map((draft) => draft.fragment),
  ])
  const acts: (() => void)[] = [
    () => fragment.insert(random.below(fragment.length + 1), [paragraph(random.pick(words))]),
    () => fragment.insert(random.below(fragment.length + 1), [list(random.pick(words))]),
    () => {
      if (fragment.length > 3) fragment.delete(random.below(fragment.length), 1)
    },
    () => {
      if (drafts.length < 3) beginDraft(doc, random.uuid() as DraftId)
      else if (random.below(3) === 0) removeDraft(doc, random.pick(drafts).id)
    },
    () => setActing(doc, random.pick(['yes', 'not-yet', 'no'] as const)),
    () =>
      addTask(doc, {
        id: random.uuid() as TaskId,
        what: random.pick(words).trim(),
        who: random.pick([...everybody, null]),
        due: random.pick([null, '2026-11-05T14:30:00.000Z']),
        dueWords: random.pick([null, 'before keynote']),
      }),
  ]
  if (text.length > 0) {
    const typing = () => typeSomewhere(random.pick(text), random)
    acts.push(
      typing,
      typing,
      typing,
      typing,
      () => eraseSomewhere(random.pick(text), random),
      () => format(random.pick(text), random),
    )
  }
  if (tasks.length > 0) acts.push(...taskActs(doc, me, everybody, random))
  random.pick(acts)()
}

/** A place where a caret can stand: no editor lets anybody type into the middle of a surrogate pair. */
function caretIn(text: Y.Text, random: Random): number {
  const at = random.below(text.length + 1)
  const plain = text
    .toDelta()
    .map((piece: { insert: string }) => piece.insert)
    .join('')
  return /[\udc00-\udfff]/.test(plain.charAt(at)) ? at - 1 : at
}

const typeSomewhere = (text: Y.Text, random: Random) =>
  text.insert(caretIn(text, random), random.pick(words).replace('\n', ' '))

/** Two places with something between them, or undefined. */
function stretchIn(text: Y.Text, random: Random): { from: number; length: number } | undefined {
  const [from, to] = [caretIn(text, random), caretIn(text, random)].sort((a, b) => a - b)
  return to! > from! ? { from: from!, length: to! - from! } : undefined
}

function eraseSomewhere(text: Y.Text, random: Random): void {
  const stretch = stretchIn(text, random)
  if (stretch) text.delete(stretch.from, stretch.length)
}

function format(text: Y.Text, random: Random): void {
  const stretch = stretchIn(text, random)
  if (stretch)
    text.format(stretch.from, stretch.length, { [random.pick(['bold', 'italic'])]: random.pick([{}, null]) })
}

function taskActs(doc: Y.Doc, me: MemberId, everybody: readonly MemberId[], random: Random): (() => void)[] {
  const tasks = readTasks(doc)
  const { id } = random.pick(tasks)
  const typing = () => {
    const what = findTaskText(doc, id)
    if (what) typeSomewhere(what, random)
  }
  return [
    typing,
    typing,
    () => assignTask(doc, id, random.pick([...everybody, null])),
    () => setTaskState(doc, id, random.pick(['accepted', 'done', 'cannot', 'open', 'dropped'] as const), me),
    () => setTaskDue(doc, id, '2026-11-05T15:00:00.000Z', null),
    () => placeTask(doc, id, { before: null, after: tasks.find((task) => task.id !== id)?.id ?? null }),
  ]
}

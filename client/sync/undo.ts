// Own undo: it takes back what this person did here, never what others did, and nothing that others have written in since.

import * as Y from 'yjs'
import type { MemberId } from '#shared/ids.ts'
import { personal } from '#shared/record/edit.ts'
import { insides, partsOf } from '#shared/record/schema.ts'
import { typed } from './text-binding.ts'

/** Elements of a question in which words may stand: undo leaves them where words of somebody else do. */
export const wordHolders: ReadonlySet<string> = new Set(
  Object.keys(insides).filter((element) => insides[element]!.length > 0),
)

/** One for a document; keystrokes within half a second are one step. Destroy it with the page. */
export class TaskUndo extends Y.UndoManager {
  #tasks: Y.Map<Y.Map<unknown>>
  #own: Y.Doc
  /** The steps there were before the one that is being taken back. */
  #steps: Y.UndoManager['undoStack'] = []
  #stopNames: () => void

  constructor(doc: Y.Doc, me: MemberId) {
    const { tasks, answers } = partsOf(doc)
    super([tasks, answers], {
      trackedOrigins: new Set([personal, typed]),
      captureTimeout: 500,
      deleteFilter: (item) => !this.#isHeldByOthers(item),
    })
    this.#tasks = tasks
    this.#own = doc
    this.#stopNames = undoInOwnName(this, doc, me)
  }

  override undo(): ReturnType<Y.UndoManager['undo']> {
    this.#steps = [...this.undoStack]
    return super.undo()
  }

  override redo(): ReturnType<Y.UndoManager['redo']> {
    this.#steps = [...this.redoStack]
    return super.redo()
  }

  override destroy(): void {
    // Also called by the document that ends, before there is anything of ours.
    this.#stopNames?.()
    super.destroy()
  }

  /** A task that somebody else has put a hand to is no longer only what this person added: it stays, whole. */
  #isHeldByOthers(item: Y.Item): boolean {
    const entry = entryAround(item, this.#tasks)
    if (!entry || !this.#wasAddedBy(this.#stepNow(), entry)) return false
    const task = this.#tasks.get(entry.parentSub!)
    return task instanceof Y.Map && hasOthersIn(task, this.#own.clientID)
  }

  /** Yjs takes a step from the end, and the next one where it changed nothing. */
  #stepNow = () => this.#steps[(this.undoing ? this.undoStack : this.redoStack).length]

  #wasAddedBy(step: { insertions: DeleteSet } | undefined, entry: Y.Item): boolean {
    if (!step) return false
    if (isIn(step.insertions, entry.id)) return true
    // Brought back by a redo, it is another item of the same task.
    for (let before = entry.left; before; before = before.left)
      if (isIn(step.insertions, before.id)) return true
    return false
  }
}

type DeleteSet = Y.UndoManager['undoStack'][number]['insertions']

const isIn = ({ clients }: DeleteSet, { client, clock }: Y.ID): boolean =>
  clients.get(client)?.some((range) => range.clock <= clock && clock < range.clock + range.len) ?? false

/** The item by which the task that this one is part of stands in the table. */
function entryAround(item: Y.Item, tasks: unknown): Y.Item | undefined {
  let around: Y.Item | null = item
  while (around && around.parent !== tasks) around = (around.parent as Y.AbstractType<unknown>)._item
  return around ?? undefined
}

/** Where the others moved it to is no word about it. */
const isPlace = (key: string): boolean => key === 'order'

function hasOthersIn(task: Y.Map<unknown>, client: number): boolean {
  const isOthers = (item: Y.Item) => !item.deleted && item.id.client !== client
  for (const [key, item] of task._map) if (!isPlace(key) && isOthers(item)) return true
  const what = task.get('what')
  for (let item = what instanceof Y.Text ? what._start : null; item; item = item.right)
    if (isOthers(item)) return true
  return false
}

/** What this undo brings back of tasks stands in nobody's name but one's own. @returns what to call at its end */
export function undoInOwnName(undo: Y.UndoManager, doc: Y.Doc, me: MemberId): () => void {
  const inOwnName = (transaction: Y.Transaction): void => {
    if (transaction.origin === undo) forgetOthersNames(transaction, me)
  }
  // Before anybody here has seen it.
  doc.on('beforeObserverCalls', inOwnName)
  return () => doc.off('beforeObserverCalls', inOwnName)
}

/**
 * Undo brings back what stood there, also who had set a task's state. That somebody else accepted it is theirs to say, and no
 * server takes it from anybody else: the task is open again.
 */
function forgetOthersNames({ doc, beforeState }: Y.Transaction, me: MemberId): void {
  const structs = doc.store.clients.get(doc.clientID) ?? []
  const since = beforeState.get(doc.clientID) ?? 0
  for (let at = structs.length - 1; at >= 0 && structs[at]!.id.clock >= since; at--) {
    const item = structs[at]
    if (!(item instanceof Y.Item) || item.parentSub !== 'by' || !(item.content instanceof Y.ContentAny))
      continue
    item.content.arr = item.content.arr.map((value: unknown) => (value === me ? value : null))
  }
}

// The live Yjs document of one record as this process holds it, always equal to the log up to `seq` between groups.
// It is applied to unseen: whoever asks for its state waits for the group's end (room.ts).

import * as Y from 'yjs'
import type { MemberId, Seq, TaskId } from '#shared/ids.ts'
import { limits } from '#shared/limits.ts'
import type { Refusal } from '#shared/protocol/refusals.ts'
import { readTask } from '#shared/record/read.ts'
import { partsOf } from '#shared/record/schema.ts'
import type { TaskView } from '#shared/tasks/view.ts'
import { judge } from '../guard/guard.ts'
import { makesRoom } from '../guard/making-room.ts'
import type { Head, Row } from '../storage/journal.ts'
import { applyAll, createRecordDoc, isPending } from '../storage/record-doc.ts'
import { openSnapshot } from '../storage/snapshot-box.ts'
import type { Snapshot } from '../storage/snapshots.ts'
import { createClientOwners } from './client-owners.ts'
import { createEncoded, type Encoded } from './encoded.ts'
import { createRecordSize } from './record-size.ts'

/** One thing that a member wants in: bytes as they were pushed, or a change made here on their behalf. */
export type Work =
  | { is: 'bytes'; update: Uint8Array }
  /** Made under a clientID bound to the member. @returns why not, or undefined when it was made */
  | { is: 'edit'; client: number; edit: (doc: Y.Doc) => Refusal | undefined }

/** What a run of one member's pushes did, as one change. */
export type Effect = {
  /** As the document emitted it (never the received bytes); undefined when nothing changed. */
  update: Uint8Array | undefined
  /** Clients that wrote for the first time: to be bound to the member together with the row. */
  newClients: number[]
  /** Characters and other clocks that went. */
  deleted: number
  /** Tasks that were touched, as they were right after it; null: gone. */
  tasks: Map<TaskId, TaskView | null>
}

export type Run = {
  effect: Effect
  /** By work: why it was refused, or undefined. Shorter than the works when the time was up. */
  refusals: (Refusal | undefined)[]
}

/** What is wrong with what is stored; see load-record.ts. */
export type Damage = { at: Seq; is: 'row' | 'gap' | 'order' | 'head' | 'key' | 'clients' }

/** What a live document starts from. A snapshot with no rows after it is made a document only when it must be. */
export type Start = {
  snapshot?: Snapshot
  doc?: Y.Doc
  seq?: Seq
  damage?: Damage
  /** Clients that each member has begun to write under in the last day. */
  boundToday?: ReadonlyMap<MemberId, number>
}

export type LiveDocument = Encoded & {
  readonly doc: Y.Doc
  readonly epoch: string
  seq: Seq
  /** The place of the log that the newest snapshot covers. */
  coveredTo: Seq
  /** What is stored is damaged: this is its last good state, and takes nothing. */
  readonly damage: Damage | undefined
  /** About what it takes of this process's memory. */
  bytes: () => number
  readonly owners: Map<number, MemberId>
  /**
   * Keeps a clientID that nobody has written under for this member: everybody in the record is told of it before its
   * first word. Forgotten with this document. @returns false when it is somebody else's
   */
  claim: (member: MemberId, client: number) => boolean
  /**
   * Judges each of the member's works before anything of it is applied, applies those that may enter, and says what
   * the document made of them all: one update, so one row of the log.
   * @param hasTime asked before each work but the first; the rest is left for later when it says no
   * @throws when an admitted work could not be applied whole: the document is to be dropped
   */
  run: (member: MemberId, works: readonly Work[], hasTime?: () => boolean) => Run
  /** Rows that another node wrote. */
  catchUp: (rows: readonly Row[]) => void
}

const nothing: Effect = { update: undefined, newClients: [], deleted: 0, tasks: new Map() }

/** @param rows those after what it starts from */
export function createLiveDocument(
  head: Head,
  rows: readonly Row[],
  owners: Map<number, MemberId>,
  start: Start = {},
): LiveDocument {
  let made = start.doc
  const make = (): Y.Doc => {
    made ??= start.snapshot ? openSnapshot(start.snapshot) : createRecordDoc()
    return made
  }
  const encoded = createEncoded(start, make)
  const size = createRecordSize(start.snapshot?.update.length ?? 0, () => made, owners)
  let watched: ReturnType<typeof watchDocument> | undefined
  // Only now: what was read is not told again.
  const watch = (work: () => void) => {
    watched ??= watchDocument(make())
    encoded.forget()
    const effect = watched(work)
    size.grew(effect.update?.length ?? 0, effect.deleted)
    return effect
  }
  const clients = createClientOwners(owners, start.boundToday)
  const live: LiveDocument = {
    get doc() {
      return make()
    },
    epoch: head.epoch,
    seq: start.seq ?? start.snapshot?.seq ?? 0,
    coveredTo: start.snapshot?.seq ?? 0,
    damage: start.damage,
    stateVector: encoded.stateVector,
    encode: encoded.encode,
    bytes: () => size.bytes() + encoded.bytes(),
    owners,
    claim: clients.claim,
    run(member, works, hasTime = () => true) {
      if (start.damage) return { refusals: works.map(() => 'damaged' as const), effect: nothing }
      const doc = make()
      const refusals: Run['refusals'] = []
      const newClients: number[] = []
      const bind = (drawn: readonly number[]): boolean =>
        clients.bind(member, drawn) && newClients.push(...drawn) >= 0
      const apply = (work: Work): Refusal | undefined => {
        if (work.is === 'edit') return write(doc, work, () => !owners.has(work.client) && bind([work.client]))
        // Deletions alone begin with no structs; they are how a full record is made readable again.
        if (work.update[0] !== 0 && size.isFull(member) && !makesRoom(doc, work.update)) return 'too-big'
        const verdict = judge(doc, work.update, member, clients.ownerFor(member))
        if (!verdict.ok) return verdict.why
        if (!bind(verdict.newClients)) return 'too-fast'
        Y.applyUpdate(doc, work.update)
        return undefined
      }
      const effect = watch(() => {
        for (const work of works) {
          if (refusals.length > 0 && !hasTime()) break
          refusals.push(apply(work))
        }
      })
      return { refusals, effect: { ...effect, newClients } }
    },
    catchUp(others) {
      if (others.some(({ seq }, index) => seq !== live.seq + index + 1))
        throw new Error('the log of a record has a gap')
      if (others.length === 0) return
      encoded.forget()
      const updates = others.map(({ update }) => update)
      applyAll(make(), updates)
      for (const { length } of updates) size.grew(length)
      live.seq += others.length
      if (isPending(make())) throw new Error('the log of a record does not hang together')
    },
  }
  live.catchUp(rows)
  return live
}

/** Changes the document under the work's clientID. @param wrote called when that clientID has written something */
function write(doc: Y.Doc, { client, edit }: Work & { is: 'edit' }, wrote: () => void): Refusal | undefined {
  const own = doc.clientID
  const before = Y.getState(doc.store, client)
  doc.clientID = client
  try {
    return edit(doc)
  } finally {
    doc.clientID = own
    if (Y.getState(doc.store, client) > before) wrote()
  }
}

/** @returns a function that does some work as one transaction and says what the document made of it */
function watchDocument(doc: Y.Doc): (work: () => void) => Omit<Effect, 'newClients'> {
  let update: Uint8Array | undefined
  let touched = new Set<TaskId>()
  let deleted = 0
  doc.on('update', (bytes) => {
    update = bytes
  })
  doc.on('afterTransaction', (transaction) => {
    noteTasks(doc, transaction, touched)
    for (const ranges of transaction.deleteSet.clients.values()) for (const { len } of ranges) deleted += len
  })
  return (work) => {
    update = undefined
    touched = new Set()
    deleted = 0
    doc.transact(work)
    // A passed guard leaves nothing waiting. If it does after all, the caller drops this document.
    if (isPending(doc)) throw new Error('an admitted update is waiting for another')
    const { tasks } = partsOf(doc)
    return {
      update,
      deleted,
      tasks: new Map([...touched].map((id) => [id, readTask(id, tasks.get(id)) ?? null])),
    }
  }
}

/** Merging is quadratic, so it goes in handfuls. */
export function mergeAll(updates: readonly Uint8Array[]): Uint8Array {
  let merged = updates
  while (merged.length > 1) {
    const next: Uint8Array[] = []
    for (let at = 0; at < merged.length; at += limits.maxMergedUpdates)
      next.push(Y.mergeUpdates(merged.slice(at, at + limits.maxMergedUpdates)))
    merged = next
  }
  return merged[0]!
}

function noteTasks(doc: Y.Doc, transaction: Y.Transaction, touched: Set<TaskId>): void {
  const { tasks } = partsOf(doc)
  for (const [type, keys] of transaction.changed) {
    if ((type as unknown) === tasks) for (const key of keys) if (key !== null) touched.add(key as TaskId)
    // A value of a task, or its words: one or two steps below the map of tasks.
    let item = (type as Y.AbstractType<unknown>)._item
    while (item && (item.parent as unknown) !== tasks) item = (item.parent as Y.AbstractType<unknown>)._item
    if (item?.parentSub) touched.add(item.parentSub as TaskId)
  }
}

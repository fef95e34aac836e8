// The live Yjs document of one record as this process holds it, always equal to the log up to `seq` between groups.
// It is applied to unseen: whoever asks for its state waits for the group's end (room.ts).

import * as Y from 'yjs'
import type { MemberId, Seq, TaskId } from '#shared/ids.ts'
import { limits } from '#shared/limits.ts'
import type { Refusal } from '#shared/protocol/refusals.ts'
import { readTask } from '#shared/record/read.ts'
import { partsOf } from '#shared/record/schema.ts'
import type { TaskView } from '#shared/tasks/view.ts'
import { judge } from './guard.ts'
import type { Head, Row } from './journal.ts'

/** What one admitted change did. */
export type Effect = {
  /** As the document emitted it (never the received bytes); undefined when it changed nothing. */
  update: Uint8Array | undefined
  newClients: number[]
  /** Tasks it touched, as they were right after it; null: gone. */
  tasks: Map<TaskId, TaskView | null>
}

export type LiveDocument = {
  readonly doc: Y.Doc
  readonly epoch: string
  seq: Seq
  readonly owners: Map<number, MemberId>
  /**
   * Keeps a clientID that nobody has written under for this member: everybody in the record is told of it before its
   * first word. Forgotten with this document. @returns false when it is somebody else's
   */
  claim: (member: MemberId, client: number) => boolean
  /** Judges the bytes and, if they may enter, applies them. */
  admit: (member: MemberId, update: Uint8Array) => { ok: true; effect: Effect } | { ok: false; why: Refusal }
  /** A change made here on a member's behalf, under a clientID bound to them. */
  write: (member: MemberId, client: number, change: (doc: Y.Doc) => void) => Effect
  /** Rows that another node wrote. */
  catchUp: (rows: readonly Row[]) => void
}

/** Far more than the devices of a team open in an evening. */
const maxClaims = 10_000

export function createLiveDocument(
  head: Head,
  rows: readonly Row[],
  owners: Map<number, MemberId>,
): LiveDocument {
  const doc = new Y.Doc()
  partsOf(doc)
  // Yjs takes redundant marks away by itself, on every copy and without asking. Here that would be logged as the
  // writer's own deletion, which the writer is never sent: a document must equal its log and nothing else.
  doc.on('afterTransaction', (transaction) => {
    transaction._needFormattingCleanup = false
  })
  const watch = watchDocument(doc)
  const claims = new Map<number, MemberId>()
  const ownerFor = (member: MemberId) => (client: number) => {
    const claimant = claims.get(client)
    // One's own claim is still to be written down with the first row.
    return owners.get(client) ?? (claimant === member ? undefined : claimant)
  }
  const live: LiveDocument = {
    doc,
    epoch: head.epoch,
    seq: 0,
    owners,
    claim(member, client) {
      const owner = owners.get(client) ?? claims.get(client)
      if (owner === undefined && claims.size < maxClaims) claims.set(client, member)
      return owner === undefined || owner === member
    },
    admit(member, update) {
      const verdict = judge(doc, update, member, ownerFor(member))
      if (!verdict.ok) return verdict
      const effect = watch(() => Y.applyUpdate(doc, update))
      for (const client of verdict.newClients) owners.set(client, member)
      return { ok: true, effect: { ...effect, newClients: verdict.newClients } }
    },
    write(member, client, change) {
      const own = doc.clientID
      doc.clientID = client
      try {
        const effect = watch(() => doc.transact(() => change(doc)))
        const isNew = effect.update !== undefined && !owners.has(client)
        if (isNew) owners.set(client, member)
        return { ...effect, newClients: isNew ? [client] : [] }
      } finally {
        doc.clientID = own
      }
    },
    catchUp(others) {
      if (others.length > 0) applyAll(doc, others)
      live.seq = others.at(-1)?.seq ?? live.seq
      if (isPending(doc)) throw new Error('the log of a record does not hang together')
    },
  }
  live.catchUp(rows)
  return live
}

const applyAll = (doc: Y.Doc, rows: readonly Row[]): void =>
  doc.transact(() => {
    for (const row of rows) Y.applyUpdate(doc, row.update)
  })

/** @returns a function that does some work and says what the document made of it */
function watchDocument(doc: Y.Doc): (work: () => void) => Effect {
  return (work) => {
    const updates: Uint8Array[] = []
    const touched = new Set<TaskId>()
    const onUpdate = (update: Uint8Array) => updates.push(update)
    const onTransaction = (transaction: Y.Transaction) => noteTasks(doc, transaction, touched)
    doc.on('update', onUpdate)
    doc.on('afterTransaction', onTransaction)
    try {
      work()
    } finally {
      doc.off('update', onUpdate)
      doc.off('afterTransaction', onTransaction)
    }
    // A passed guard leaves nothing waiting. If it does after all, the caller drops this document.
    if (isPending(doc)) throw new Error('an admitted update is waiting for another')
    const { tasks } = partsOf(doc)
    return {
      update: updates.length > 0 ? mergeAll(updates) : undefined,
      newClients: [],
      tasks: new Map([...touched].map((id) => [id, readTask(id, tasks.get(id)) ?? null])),
    }
  }
}

const isPending = (doc: Y.Doc): boolean => doc.store.pendingStructs !== null || doc.store.pendingDs !== null

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

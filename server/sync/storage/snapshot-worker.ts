// Makes snapshots, in a thread of its own: a long record takes a good part of a second, and nobody's keystroke may wait
// for that. It is given plain rows and no key, and knows neither the database nor whose record it is.

import { parentPort } from 'node:worker_threads'
import type { Doc } from 'yjs'
import { applyAll, createRecordDoc, isPending } from './record-doc.ts'
import { hashOfNothing, nextHash, openSnapshot, type SnapshotState, takeSnapshot } from './snapshot-box.ts'

/** One snapshot: `begin`, `rows` as often as needed, `finish`. The next one begins after it. */
export type SnapshotAsk =
  | { op: 'begin'; from: SnapshotState | undefined }
  | { op: 'rows'; updates: readonly Uint8Array[] }
  | { op: 'finish' }
/** Every ask is answered, in order. */
export type SnapshotAnswer = { ok: true; state?: SnapshotState } | { ok: false; error: string }

const port = parentPort!
let doc: Doc | undefined
let logHash = hashOfNothing

function answer(ask: SnapshotAsk): SnapshotState | undefined {
  if (ask.op === 'begin') {
    doc = ask.from ? openSnapshot(ask.from) : createRecordDoc()
    logHash = ask.from?.logHash ?? hashOfNothing
    return undefined
  }
  if (!doc) throw new Error('nothing was begun')
  if (ask.op === 'rows') {
    applyAll(doc, ask.updates)
    for (const update of ask.updates) logHash = nextHash(logHash, update)
    return undefined
  }
  if (isPending(doc)) throw new Error('the rows of a record do not hang together')
  return takeSnapshot(doc, logHash)
}

port.on('message', (ask: SnapshotAsk) => {
  let said: SnapshotAnswer
  try {
    const state = answer(ask)
    said = state ? { ok: true, state } : { ok: true }
  } catch (error) {
    said = { ok: false, error: (error as Error).message }
  }
  // The last record is not kept in memory until the next one.
  if (ask.op === 'finish' || !said.ok) doc = undefined
  port.postMessage(said)
})

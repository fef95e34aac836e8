// What one snapshot holds, and its bytes before they are sealed: the record's whole state with every Yjs id as the log
// gave it, what it must come to when it is opened, and the hash of the log's rows it was made from.

import { createHash } from 'node:crypto'
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import * as Y from 'yjs'
import { readRecord } from '#shared/record/read.ts'
import { applyAll, createRecordDoc, isPending } from './record-doc.ts'

/** A snapshot that opens and is still not what it says. */
export class SnapshotWrong extends Error {
  constructor(how: string) {
    super(`a snapshot ${how}`)
    this.name = 'SnapshotWrong'
  }
}

export type SnapshotState = {
  /** `Y.encodeStateAsUpdate` of the record. */
  update: Uint8Array
  stateVector: Uint8Array
  /** Of all rows it covers, in order; `nextHash` says how. */
  logHash: Uint8Array
}

const version = 1

export function encodeSnapshot({ update, stateVector, logHash }: SnapshotState): Uint8Array {
  const out = encoding.createEncoder()
  encoding.writeUint8(out, version)
  for (const part of [logHash, stateVector, update]) encoding.writeVarUint8Array(out, part)
  return encoding.toUint8Array(out)
}

/** @throws when these are not the bytes of a snapshot */
export function decodeSnapshot(bytes: Uint8Array): SnapshotState {
  const input = decoding.createDecoder(bytes)
  if (decoding.readUint8(input) !== version) throw new SnapshotWrong('of another version')
  const [logHash, stateVector, update] = [0, 1, 2].map(() => decoding.readVarUint8Array(input))
  if (decoding.hasContent(input)) throw new SnapshotWrong('with something behind it')
  return { logHash: logHash!, stateVector: stateVector!, update: update! }
}

/** The hash of a log with one more row. The hash of no rows is 32 zeroes. */
export const nextHash = (before: Uint8Array, update: Uint8Array): Uint8Array =>
  createHash('sha256').update(before).update(update).digest()

export const hashOfNothing: Uint8Array = new Uint8Array(32)

/**
 * The document that a snapshot holds.
 * @throws when it does not come to what the snapshot says it is
 */
export function openSnapshot({ update, stateVector }: Omit<SnapshotState, 'logHash'>): Y.Doc {
  const doc = createRecordDoc()
  applyAll(doc, [update])
  if (isPending(doc) || !isSame(Y.encodeStateVector(doc), stateVector))
    throw new SnapshotWrong('does not come to what it says')
  return doc
}

/**
 * The snapshot of a document that equals the log. It counts only if a second document made from its bytes is the same:
 * state vector, deletions, what people read, and the bytes it would be encoded as again.
 * @throws when it is not
 */
export function takeSnapshot(doc: Y.Doc, logHash: Uint8Array): SnapshotState {
  const stateVector = Y.encodeStateVector(doc)
  const first = openSnapshot({ update: Y.encodeStateAsUpdate(doc), stateVector })
  // What was typed letter by letter is one piece only once it was read anew.
  const update = Y.encodeStateAsUpdate(first)
  verifySnapshot(doc, { update, stateVector })
  return { update, stateVector, logHash }
}

/** @throws when a document made from this snapshot differs from `doc` */
export function verifySnapshot(doc: Y.Doc, snapshot: Omit<SnapshotState, 'logHash'>): void {
  const second = openSnapshot(snapshot)
  if (!Y.equalSnapshots(Y.snapshot(doc), Y.snapshot(second)))
    throw new SnapshotWrong('has other edits or deletions than its log')
  if (!isSame(Y.encodeStateAsUpdate(second), snapshot.update))
    throw new SnapshotWrong('does not come out as it went in')
  if (JSON.stringify(readRecord(doc)) !== JSON.stringify(readRecord(second)))
    throw new SnapshotWrong('reads otherwise than its log')
}

export const isSame = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && a.every((byte, at) => byte === b[at])

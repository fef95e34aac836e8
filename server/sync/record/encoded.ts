// What a live document answers joins with, encoded once for everybody who asks the same until the next edit: after a
// restart or a lost network a whole team asks at once, and most of them the same.

import { Buffer } from 'node:buffer'
import * as Y from 'yjs'
import type { Snapshot } from '../storage/snapshots.ts'

export type Encoded = {
  /** What the document has. */
  stateVector: () => Uint8Array
  /** What a client with this state vector lacks; without one, everything. Not to be written to: others get it too. */
  encode: (since?: StateVector) => Uint8Array
}

/** By client, the clock up to which somebody has everything. */
export type StateVector = ReadonlyMap<number, number>

/** Different questions whose answers are kept; more of them are no storm. */
const maxKept = 8

/** @param make the document; made only when the snapshot's own bytes are not the answer */
export function createEncoded(start: { snapshot?: Snapshot; doc?: Y.Doc }, make: () => Y.Doc) {
  /** As long as the document is this snapshot and nothing more. */
  let whole = start.doc ? undefined : start.snapshot
  let vector: Uint8Array | undefined
  const kept = new Map<string, Uint8Array>()

  const stateVector = (): Uint8Array => {
    vector ??= whole?.stateVector ?? Y.encodeStateVector(make())
    return vector
  }
  const answer = (since: Uint8Array | undefined): Uint8Array => {
    if (whole && since === undefined) return whole.update
    return Y.encodeStateAsUpdate(make(), since)
  }
  /** What it means here: of clients that never wrote, and beyond what they wrote, there is nothing to leave out. */
  const meaningOf = (since: StateVector): Uint8Array | undefined => {
    const meant = new Map<number, number>()
    for (const [client, clock] of Y.decodeStateVector(stateVector())) {
      const has = Math.min(since.get(client) ?? 0, clock)
      if (has > 0) meant.set(client, has)
    }
    return meant.size > 0 ? Y.encodeStateVector(meant) : undefined
  }
  return {
    stateVector,
    encode: (since?: StateVector): Uint8Array => {
      const asked = since && meaningOf(since)
      const key = asked ? Buffer.from(asked).toString('latin1') : ''
      const known = kept.get(key)
      if (known) return known
      const bytes = answer(asked)
      if (kept.size >= maxKept) kept.delete(kept.keys().next().value!)
      kept.set(key, bytes)
      return bytes
    },
    /** The document changed. */
    forget: (): void => {
      whole = undefined
      vector = undefined
      kept.clear()
    },
    bytes: (): number => [...kept.values()].reduce((sum, { length }) => sum + length, 0),
  }
}

// What a full record still takes: deletions, and with them the little that an editor leaves in place of what it took away.

import * as Y from 'yjs'
import { livingIn } from './guard-deletes.ts'
import { readUpdate } from './update-reader.ts'

/** An empty paragraph, a list around it, a mark at an end. */
const mostNew = 8
/** So much must go for each thing that comes: pieces, or characters. What is full can never be filled on by this. */
const itemsForOne = 2
const clocksForOne = 1_000

export function makesRoom(doc: Y.Doc, bytes: Uint8Array): boolean {
  try {
    const { blocks, deletes } = readUpdate(bytes)
    let fresh = 0
    for (const [client, structs] of blocks) {
      const last = structs.at(-1)
      if (last) fresh += Math.max(0, last.id.clock + last.length - Y.getState(doc.store, client))
    }
    if (fresh === 0) return true
    if (fresh > mostNew) return false
    const { items, clocks } = livingIn(doc, deletes)
    return items >= itemsForOne * fresh || clocks >= clocksForOne * fresh
  } catch {
    // Lost: nothing. What cannot be read makes no room.
    return false
  }
}

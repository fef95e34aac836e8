// Whether a caret that came from outside can be read by everybody's editor: Yjs throws at bytes that are none, and makes
// a new root of a document for a name it does not know.

import * as Y from 'yjs'
import type { Cursor } from '#shared/protocol/events.ts'

/** Whether both ends can be read and neither names another root than the cursor's own. */
export const isReadableCursor = ({ root, anchor, head }: Cursor): boolean =>
  [anchor, head].every((bytes) => isReadablePosition(root, bytes as Uint8Array))

function isReadablePosition(root: Cursor['root'], bytes: Uint8Array): boolean {
  try {
    const { type, tname, item } = Y.decodeRelativePosition(Uint8Array.from(bytes))
    return tname === null ? type !== null || item !== null : tname === root
  } catch {
    return false
  }
}

// Bytes on their way out of the server.

import type { Present } from '#shared/protocol/events.ts'

/**
 * A Buffer over exactly these bytes: the parser sends a view's whole underlying memory. Not bytes.slice(): of a
 * Buffer, as it came from a socket, that is a view again, and others would be sent what stood beside it.
 */
export const exact = (bytes: Uint8Array): Buffer => Buffer.from(Uint8Array.from(bytes).buffer)

export function exactCursor(present: Present): Present {
  if (!present.cursor) return present
  const { root, anchor, head } = present.cursor
  return {
    ...present,
    cursor: { root, anchor: exact(anchor as Uint8Array), head: exact(head as Uint8Array) },
  }
}

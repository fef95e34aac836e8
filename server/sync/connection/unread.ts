// How much waits for a connection that does not read: in our queue and in the socket's.

import type { Socket } from 'node:net'

/** What Engine.IO has of a connection, as far as we look at it. */
export type Connection = {
  request: { socket: Socket }
  transport: unknown
  writeBuffer: { data?: unknown }[]
  close: (discard?: boolean) => void
  once: (event: 'close', then: () => void) => void
}

/** @param connection an Engine.IO socket */
export function unreadBytes(connection: object): number {
  const { transport, writeBuffer } = connection as Connection
  const { socket } = transport as { socket?: { bufferedAmount?: number } }
  let bytes = socket?.bufferedAmount ?? 0
  for (const { data } of writeBuffer)
    bytes += typeof data === 'string' ? data.length : ((data as Uint8Array | undefined)?.byteLength ?? 0)
  return bytes
}

// What one address and one connection may take of the process: how many connections, and how much waits for somebody
// who does not read. At a venue everybody shares one address, and behind a proxy everybody does, so that number is large.

import type { Server as HttpServer } from 'node:http'
import type { Server } from 'socket.io'
import { limits } from '#shared/limits.ts'

const lookEveryMs = 500

type Engine = Server['engine']
type Connection = {
  remoteAddress: string
  transport: unknown
  writeBuffer: { data?: unknown }[]
  close: (discard?: boolean) => void
  once: (event: 'close', then: () => void) => void
}

/** Follows the connections of this engine until the web server closes. */
export function watchCrowd(http: HttpServer, engine: Engine) {
  const connections = new Set<Connection>()
  const perAddress = new Map<string, number>()
  engine.on('connection', (connection: Connection) => {
    const { remoteAddress } = connection
    connections.add(connection)
    perAddress.set(remoteAddress, (perAddress.get(remoteAddress) ?? 0) + 1)
    connection.once('close', () => {
      connections.delete(connection)
      const rest = (perAddress.get(remoteAddress) ?? 1) - 1
      if (rest > 0) perAddress.set(remoteAddress, rest)
      else perAddress.delete(remoteAddress)
    })
  })
  const look = setInterval(() => {
    // Whoever is cut joins again and is sent the present state, once.
    for (const connection of connections)
      if (waitingBytes(connection) > limits.maxUnreadBytes) connection.close(true)
  }, lookEveryMs)
  look.unref()
  http.once('close', () => clearInterval(look))
  return {
    /** Whether one more may come from this address. */
    hasRoom: (address: string | undefined): boolean =>
      (perAddress.get(address ?? '') ?? 0) < limits.maxConnectionsPerAddress,
  }
}

function waitingBytes({ transport, writeBuffer }: Connection): number {
  const { socket } = transport as { socket?: { bufferedAmount?: number } }
  let bytes = socket?.bufferedAmount ?? 0
  for (const { data } of writeBuffer)
    bytes += typeof data === 'string' ? data.length : ((data as Uint8Array | undefined)?.byteLength ?? 0)
  return bytes
}

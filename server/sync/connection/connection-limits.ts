// What one address and one connection may take of the process: how many connections, and how much waits for somebody
// who does not read. At a venue everybody shares one address, and behind a proxy everybody does, so that number is large.

import type { Server as HttpServer } from 'node:http'
import type { Server } from 'socket.io'
import { limits } from '#shared/limits.ts'
import { type Connection, unreadBytes } from './unread.ts'

const lookEveryMs = 500

type Engine = Server['engine']
/** Follows the connections of this engine until the web server closes. */
export function watchCrowd(http: HttpServer, engine: Engine, mostPerAddress: number) {
  const connections = new Set<Connection>()
  const perAddress = new Map<string, number>()
  /** Those for whom too much waits: how much, and since when it has not become less. */
  const stuck = new Map<Connection, { bytes: number; sinceMs: number }>()
  engine.on('connection', (connection: Connection) => {
    const { remoteAddress } = connection
    connections.add(connection)
    perAddress.set(remoteAddress, (perAddress.get(remoteAddress) ?? 0) + 1)
    connection.once('close', () => {
      connections.delete(connection)
      stuck.delete(connection)
      const rest = (perAddress.get(remoteAddress) ?? 1) - 1
      if (rest > 0) perAddress.set(remoteAddress, rest)
      else perAddress.delete(remoteAddress)
    })
  })
  const look = setInterval(() => {
    const nowMs = performance.now()
    for (const connection of connections) {
      const bytes = unreadBytes(connection)
      const before = stuck.get(connection)
      if (bytes <= limits.maxUnreadBytes) stuck.delete(connection)
      // A long record may take its time to a phone, as long as it gets there.
      else if (!before || bytes < before.bytes) stuck.set(connection, { bytes, sinceMs: nowMs })
      else if (nowMs - before.sinceMs > limits.unreadMs) connection.close(true)
    }
  }, lookEveryMs)
  look.unref()
  http.once('close', () => clearInterval(look))
  return {
    /** Whether one more may come from this address. */
    hasRoom: (address: string | undefined): boolean => (perAddress.get(address ?? '') ?? 0) < mostPerAddress,
  }
}

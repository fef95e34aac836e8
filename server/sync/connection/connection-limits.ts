// How much may wait of the process for somebody who does not read. How many connections there may be is the door's
// (server/platform/door.ts).

import type { Server as HttpServer } from 'node:http'
import type { Server } from 'socket.io'
import { limits } from '#shared/limits.ts'
import type { Door } from '../../platform/door.ts'
import { type Connection, unreadBytes } from './unread.ts'

const lookEveryMs = 500

type Engine = Server['engine']
/** Follows the connections of this engine until the web server closes. */
export function limitConnections(http: HttpServer, engine: Engine, door: Door): void {
  const connections = new Set<Connection>()
  /** Those for whom too much waits: how much, and since when it has not become less. */
  const stuck = new Map<Connection, { bytes: number; sinceMs: number }>()
  engine.on('connection', (connection: Connection) => {
    connections.add(connection)
    const { socket } = connection.request
    connection.once('close', () => {
      door.isOver(socket)
      connections.delete(connection)
      stuck.delete(connection)
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
}

// Connections on which nothing was asked yet. Browsers open such ahead of time, and Node counts them as busy: without
// this, one open tab would hold up the end of the process for a minute.

import type { Server } from 'node:http'
import type { Socket } from 'node:net'

/** Follows the server's connections from now on. @returns closes those that never asked anything, and those to come */
export function followSilentConnections(server: Server): () => void {
  const silent = new Set<Socket>()
  let isClosing = false
  const arrived = (socket: Socket) => {
    if (isClosing) socket.destroy()
    else silent.add(socket)
    socket.once('close', () => silent.delete(socket))
  }
  const asked = ({ socket }: { socket: Socket }) => void silent.delete(socket)
  server.on('connection', arrived)
  // Over TLS a request names the inner socket; the outer one goes with it.
  server.on('secureConnection', (inner: Socket & { _parent?: Socket }) => {
    if (inner._parent) silent.delete(inner._parent)
    arrived(inner)
  })
  server.on('request', asked)
  server.on('upgrade', asked)
  return () => {
    isClosing = true
    for (const socket of silent) socket.destroy()
  }
}

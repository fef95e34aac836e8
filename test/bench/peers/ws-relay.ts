// A peer: nothing but ws. What one sends, the others of the same address path are sent. It is the floor under everything.

import { createServer } from 'node:http'
import { type WebSocket, WebSocketServer } from 'ws'

const http = createServer()
const server = new WebSocketServer({ server: http, perMessageDeflate: false })
const records = new Map<string, Set<WebSocket>>()
server.on('connection', (socket, { url = '' }) => {
  const record = records.get(url) ?? new Set<WebSocket>()
  records.set(url, record.add(socket))
  socket.on('message', (bytes: Buffer) => {
    for (const other of record) if (other !== socket) other.send(bytes)
  })
  socket.on('close', () => record.delete(socket))
})
http.listen(Number(process.env.PORT), '127.0.0.1', () => process.stdout.write('relay is ready\n'))
process.on('SIGTERM', () => process.exit(0))

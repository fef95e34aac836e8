// A peer: Socket.IO as it comes out of the box. It passes updates on and keeps nothing: no session, no rights, no
// check of the bytes, no database. What it costs is the floor under any server built on Socket.IO.

import { createServer } from 'node:http'
import { Server } from 'socket.io'

const http = createServer()
const io = new Server(http, { transports: ['websocket'], serveClient: false })
io.on('connection', (socket) => {
  socket.on('join', (record: string, ack: () => void) => {
    void socket.join(record)
    ack()
  })
  socket.on('push', (record: string, update: Buffer, ack: () => void) => {
    socket.to(record).emit('update', update)
    ack()
  })
})
http.listen(Number(process.env.PORT), '127.0.0.1', () => process.stdout.write('relay is ready\n'))
process.on('SIGTERM', () => process.exit(0))

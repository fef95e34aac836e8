// Somebody in the crowd who only counts the frames that bring updates, at the least cost there is: a bare WebSocket that
// says what must be said to be let in.

import * as msgpack from 'socket.io-msgpack-parser'
import { WebSocket } from 'ws'
import * as Y from 'yjs'
import type { CaseId } from '../../shared/ids.ts'
import { exact } from '../helpers/people.ts'

export type Listener = { frames: () => number; close: () => void; socket?: WebSocket }

async function openEngine(origin: string, cookie = ''): Promise<WebSocket> {
  const url = `${origin.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`
  const socket = new WebSocket(url, { perMessageDeflate: false, headers: { cookie } })
  socket.binaryType = 'nodebuffer'
  await new Promise((resolve, reject) => socket.once('message', resolve).once('error', reject))
  socket.on('message', (bytes: Buffer, isBinary) => {
    if (!isBinary && bytes.toString() === '2') socket.send('3')
  })
  return socket
}

const nextMessage = (socket: WebSocket): Promise<Buffer> =>
  new Promise((resolve) => socket.once('message', resolve))

export async function listenAtRelay(origin: string, record: string): Promise<Listener> {
  const socket = await openEngine(origin)
  socket.send('40')
  await nextMessage(socket)
  socket.send(`420${JSON.stringify(['join', record])}`)
  await nextMessage(socket)
  let frames = 0
  // An update is a text that announces it, and its bytes.
  socket.on('message', (_bytes, isBinary) => {
    if (isBinary) frames += 1
  })
  return { frames: () => frames, close: () => socket.close(), socket }
}

const encoder = new msgpack.Encoder()
const packet = (given: object): Buffer => encoder.encode(given as never)[0 as never]

/** @param known what this client has already, as somebody who comes back */
export async function listenAtOurs(
  origin: string,
  cookie: string,
  caseId: CaseId,
  known: Y.Doc,
): Promise<Listener> {
  const socket = await openEngine(origin, cookie)
  socket.send(packet({ type: 0, nsp: '/' }))
  await nextMessage(socket)
  const ask = { case: caseId, stateVector: exact(Y.encodeStateVector(known)) }
  let frames = 0
  const joined = new Promise<void>((resolve) => {
    socket.on('message', (bytes: Buffer, isBinary) => {
      if (!isBinary) return
      if (bytes.includes('record:update')) frames += 1
      else if (bytes.includes('mayWrite')) resolve()
    })
  })
  socket.send(packet({ type: 2, nsp: '/', id: 1, data: ['record:join', ask] }))
  await joined
  return { frames: () => frames, close: () => socket.close(), socket }
}

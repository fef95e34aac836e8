// Clients of the peers that speak y-protocols over a WebSocket: y-websocket, and Hocuspocus with the document's name
// before each message. And of the bare relay, which is sent the updates as they are.

import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { WebSocket } from 'ws'
import * as sync from 'y-protocols/sync'
import * as Y from 'yjs'

export type Dialect = 'relay' | 'y-websocket' | 'hocuspocus'
type Given = { origin: string; dialect: Dialect; record: string }

const syncMessage = 0
const authMessage = 2

function message(
  { dialect, record }: Given,
  type: number,
  write: (to: encoding.Encoder) => void,
): Uint8Array {
  const to = encoding.createEncoder()
  if (dialect === 'hocuspocus') encoding.writeVarString(to, record)
  encoding.writeVarUint(to, type)
  write(to)
  return encoding.toUint8Array(to)
}

export const updateMessage = (given: Given, update: Uint8Array): Uint8Array =>
  given.dialect === 'relay' ? update : message(given, syncMessage, (to) => sync.writeUpdate(to, update))

/** Opens the connection and says what must be said before anything is heard. */
export async function openSocket(given: Given, doc: Y.Doc): Promise<WebSocket> {
  const path = given.dialect === 'hocuspocus' ? '/' : `/${given.record}`
  const socket = new WebSocket(given.origin.replace('http', 'ws') + path, { perMessageDeflate: false })
  socket.binaryType = 'nodebuffer'
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject))
  if (given.dialect === 'hocuspocus')
    socket.send(
      message(given, authMessage, (to) => {
        encoding.writeVarUint(to, 0)
        encoding.writeVarString(to, 'none')
      }),
    )
  if (given.dialect !== 'relay')
    socket.send(message(given, syncMessage, (to) => sync.writeSyncStep1(to, doc)))
  return socket
}

/** Takes what arrived into the document. @returns whether it was an update of somebody else's */
export function hear(given: Given, socket: WebSocket, doc: Y.Doc, bytes: Buffer): boolean {
  if (given.dialect === 'relay') {
    Y.applyUpdate(doc, bytes, 'server')
    return true
  }
  const from = decoding.createDecoder(bytes)
  if (given.dialect === 'hocuspocus') decoding.readVarString(from)
  if (decoding.readVarUint(from) !== syncMessage) return false
  const answer = encoding.createEncoder()
  const kind = sync.readSyncMessage(from, answer, doc, 'server')
  if (kind === sync.messageYjsSyncStep1 && encoding.length(answer) > 0)
    socket.send(
      message(given, syncMessage, (to) => encoding.writeUint8Array(to, encoding.toUint8Array(answer))),
    )
  return kind === sync.messageYjsUpdate
}

/** Whether these bytes bring an update, without looking further. */
export function isUpdate({ dialect }: Given, bytes: Buffer): boolean {
  if (dialect === 'relay') return true
  const from = decoding.createDecoder(bytes)
  if (dialect === 'hocuspocus') decoding.readVarString(from)
  return decoding.readVarUint(from) === syncMessage && decoding.readVarUint(from) === sync.messageYjsUpdate
}

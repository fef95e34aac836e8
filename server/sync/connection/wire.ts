// The parser of the live connection, with a look at each message before it is decoded: the decoder makes whatever room
// a message asks for, so that five bytes of a stranger could take the memory of the process. What is not one whole
// small message closes its connection.

import * as msgpack from 'socket.io-msgpack-parser'

/** Values in one message, counted with those inside others; our largest has about twenty. */
const maxValues = 200
/** For the bytes that follow a first byte from 0xc4 to 0xdb: how many of them are a length, a type, or a value. */
const layouts: Readonly<Record<number, { lengthBytes: number; plus: number }>> = {
  ...{ 196: length(1), 197: length(2), 198: length(4) },
  ...{ 199: length(1, 1), 200: length(2, 1), 201: length(4, 1) },
  ...{ 202: fixed(4), 203: fixed(8) },
  ...{ 204: fixed(1), 205: fixed(2), 206: fixed(4), 207: fixed(8) },
  ...{ 208: fixed(1), 209: fixed(2), 210: fixed(4), 211: fixed(8) },
  ...{ 212: fixed(2), 213: fixed(3), 214: fixed(5), 215: fixed(9), 216: fixed(17) },
  ...{ 217: length(1), 218: length(2), 219: length(4) },
}

function length(lengthBytes: number, plus = 0) {
  return { lengthBytes, plus }
}
function fixed(plus: number) {
  return { lengthBytes: 0, plus }
}

/** Whether these bytes are one whole msgpack value of bounded parts. Allocates nothing. */
export function isWholeMessage(bytes: Buffer): boolean {
  let at = 0
  let seen = 0
  let awaited = 1
  while (awaited > 0) {
    const first = bytes[at]
    if (first === undefined || ++seen > maxValues) return false
    const found = readHead(bytes, at, first)
    if (!found) return false
    at += found.bytes
    awaited += found.inside - 1
    if (at > bytes.length || awaited > maxValues) return false
  }
  return at === bytes.length
}

/** How many bytes a value has without those inside it, and how many values are inside. */
function readHead(bytes: Buffer, at: number, first: number): { bytes: number; inside: number } | undefined {
  if (first < 0x80 || first >= 0xe0) return { bytes: 1, inside: 0 }
  if (first < 0x90) return { bytes: 1, inside: 2 * (first & 0x0f) }
  if (first < 0xa0) return { bytes: 1, inside: first & 0x0f }
  if (first < 0xc0) return { bytes: 1 + (first & 0x1f), inside: 0 }
  if (first === 0xc0 || first === 0xc2 || first === 0xc3) return { bytes: 1, inside: 0 }
  if (first >= 0xdc) {
    const lengthBytes = first % 2 === 0 ? 2 : 4
    if (at + 1 + lengthBytes > bytes.length) return undefined
    const count = bytes.readUIntBE(at + 1, lengthBytes)
    return { bytes: 1 + lengthBytes, inside: first < 0xde ? count : 2 * count }
  }
  const layout = layouts[first]
  if (!layout || at + 1 + layout.lengthBytes > bytes.length) return undefined
  const size = layout.lengthBytes === 0 ? 0 : bytes.readUIntBE(at + 1, layout.lengthBytes)
  return { bytes: 1 + layout.lengthBytes + layout.plus + size, inside: 0 }
}

const connects = 0

/**
 * One a connection. Socket.IO closes the connection when `add` throws.
 * @public taken by its name, as part of the parser that this module is
 */
export class Decoder extends msgpack.Decoder {
  private hasConnected = false

  override add(message: unknown): void {
    if (!Buffer.isBuffer(message) || !isWholeMessage(message)) throw new Error('not a message')
    super.add(message)
  }

  override checkPacket(packet: { type?: unknown; nsp?: unknown }): void {
    super.checkPacket(packet)
    // Each of several would be looked up in the database before the first has an answer.
    if (packet.nsp !== '/' || (packet.type === connects && this.hasConnected)) throw new Error('not a packet')
    if (packet.type === connects) this.hasConnected = true
  }
}

export const { Encoder } = msgpack

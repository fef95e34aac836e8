// Reads the bytes of a Yjs update (encoding v1) into a flat list, without applying anything and without allocating
// from a count that was not checked. It knows the format and the limits of size; whether the content fits a record
// is the guard's business.

import * as decoding from 'lib0/decoding'
import { limits } from '#shared/limits.ts'
import { neverStored } from '#shared/text/storable.ts'

export type Id = { client: number; clock: number }

/** What an item holds, as far as the guard needs to know it. */
export type Content =
  | { is: 'deleted' }
  | { is: 'string'; text: string }
  | { is: 'format'; key: string; value: unknown }
  | { is: 'type'; type: TypeName; nodeName: string | null }
  | { is: 'values'; values: unknown[] }

export type TypeName = 'array' | 'map' | 'text' | 'element' | 'fragment' | 'hook' | 'xml-text'

export type Struct = {
  id: Id
  length: number
  /** A struct without content: its parent was collected. */
  isCollected: boolean
  origin: Id | null
  rightOrigin: Id | null
  /** Where the item says it stands; null when that follows from its neighbours. */
  parent: { root: string } | Id | null
  /** Key in a map or attribute of an element; null for places in a list, or when it follows from the neighbours. */
  key: string | null
  content: Content
}

export type ReadUpdate = {
  /** By client, clocks ascending without gaps inside a client. */
  blocks: Map<number, Struct[]>
  deletes: { client: number; clock: number; length: number }[]
  newClocks: number
}

/** Thrown for bytes that are not such an update; the message is for tests and never leaves the server. */
export class Malformed extends Error {}

const typeNames: readonly TypeName[] = ['array', 'map', 'text', 'element', 'fragment', 'hook', 'xml-text']
const maxClient = 2 ** 32 - 1

/** @throws Malformed */
export function readUpdate(bytes: Uint8Array): ReadUpdate {
  try {
    return read(decoding.createDecoder(bytes))
  } catch (error) {
    throw error instanceof Malformed ? error : new Malformed(String(error))
  }
}

function read(from: decoding.Decoder): ReadUpdate {
  const blocks = new Map<number, Struct[]>()
  let structCount = 0
  let newClocks = 0
  const clients = readCount(from, limits.maxClientsInUpdate)
  for (let i = 0; i < clients; i++) {
    const count = readCount(from, limits.maxStructsInUpdate)
    structCount += count
    require(structCount <= limits.maxStructsInUpdate, 'too many structs')
    const client = readClient(from)
    require(!blocks.has(client), 'a client twice')
    const structs: Struct[] = []
    let clock = decoding.readVarUint(from)
    for (let k = 0; k < count; k++) {
      const struct = readStruct(from, { client, clock })
      require(struct.length > 0, 'a struct of no length')
      clock += struct.length
      newClocks += struct.length
      require(newClocks <= limits.maxNewClocks, 'too many clocks')
      structs.push(struct)
    }
    blocks.set(client, structs)
  }
  const deletes = readDeletes(from)
  require(!decoding.hasContent(from), 'bytes left over')
  return { blocks, deletes, newClocks }
}

function readStruct(from: decoding.Decoder, id: Id): Struct {
  const info = decoding.readUint8(from)
  const kind = info & 0b11111
  const bare = { id, origin: null, rightOrigin: null, parent: null, key: null }
  if (kind === 0) {
    const length = decoding.readVarUint(from)
    return { ...bare, length, isCollected: true, content: { is: 'deleted' } }
  }
  require(kind !== 10, 'a skip')
  const origin = info & 0x80 ? readId(from) : null
  const rightOrigin = info & 0x40 ? readId(from) : null
  const isPlaced = !origin && !rightOrigin
  let parent: Struct['parent'] = null
  if (isPlaced) parent = decoding.readVarUint(from) === 1 ? { root: readString(from) } : readId(from)
  const key = isPlaced && info & 0x20 ? readString(from) : null
  return { id, origin, rightOrigin, parent, key, isCollected: false, ...readContent(from, kind) }
}

function readContent(from: decoding.Decoder, kind: number): { content: Content; length: number } {
  switch (kind) {
    case 1:
      return { content: { is: 'deleted' }, length: decoding.readVarUint(from) }
    case 4: {
      const text = readString(from)
      return { content: { is: 'string', text }, length: text.length }
    }
    case 6: {
      const key = readString(from)
      return { content: { is: 'format', key, value: readJson(from) }, length: 1 }
    }
    case 7:
      return { content: readType(from), length: 1 }
    case 8: {
      const count = readCount(from, limits.maxStructsInUpdate)
      const values: unknown[] = []
      for (let i = 0; i < count; i++) values.push(readValue(from))
      return { content: { is: 'values', values }, length: count }
    }
    default:
      // JSON, binary, embed, sub-document: nothing a record holds, and the rest of the bytes need no reading.
      throw new ForeignContent()
  }
}

/** Content that no record holds. The guard says `breaks-record` to it. */
export class ForeignContent extends Malformed {}

function readType(from: decoding.Decoder): Content {
  const type = typeNames[decoding.readVarUint(from)]
  if (!type) throw new ForeignContent()
  const nodeName = type === 'element' || type === 'hook' ? readString(from) : null
  return { is: 'type', type, nodeName }
}

/** Only flat values; nested ones stand nowhere in a record. */
function readValue(from: decoding.Decoder): unknown {
  const tag = decoding.readUint8(from)
  switch (tag) {
    case 119:
      return readString(from)
    case 120:
      return true
    case 121:
      return false
    case 123:
      return finite(decoding.readFloat64(from))
    case 124:
      return finite(decoding.readFloat32(from))
    case 125:
      return decoding.readVarInt(from)
    case 126:
      return null
    default:
      throw new ForeignContent()
  }
}

function finite(value: number): number {
  require(Number.isFinite(value), 'a number that is none')
  return value
}

/** Values of marks are small and flat; a long one is not parsed at all. */
function readJson(from: decoding.Decoder): unknown {
  const text = readString(from)
  require(text.length <= 10_000, 'a long mark')
  const value: unknown = JSON.parse(text)
  require(text.includes('\\u')
    ? JSON.stringify(value).isWellFormed() && !text.includes('\\u0000')
    : true, 'text')
  return value
}

function readString(from: decoding.Decoder): string {
  const byteLength = decoding.peekVarUint(from)
  require(byteLength <= limits.maxStringBytes, 'a long string')
  const text = decoding.readVarString(from)
  require(!text.includes(neverStored), 'U+0000')
  return text
}

function readDeletes(from: decoding.Decoder): ReadUpdate['deletes'] {
  const deletes: ReadUpdate['deletes'] = []
  const seen = new Set<number>()
  const clients = readCount(from, limits.maxStructsInUpdate)
  for (let i = 0; i < clients; i++) {
    const client = readClient(from)
    require(!seen.has(client), 'deletes of a client twice')
    seen.add(client)
    const count = readCount(from, limits.maxStructsInUpdate)
    require(deletes.length + count <= limits.maxStructsInUpdate, 'too many deletes')
    let end = 0
    for (let k = 0; k < count; k++) {
      const clock = decoding.readVarUint(from)
      const length = decoding.readVarUint(from)
      require(length > 0 && clock >= end && length <= limits.maxNewClocks, 'deletes out of order')
      end = clock + length
      deletes.push({ client, clock, length })
    }
  }
  return deletes
}

const readId = (from: decoding.Decoder): Id => ({
  client: readClient(from),
  clock: decoding.readVarUint(from),
})

function readClient(from: decoding.Decoder): number {
  const client = decoding.readVarUint(from)
  require(client >= 1 && client <= maxClient, 'a client out of range')
  return client
}

function readCount(from: decoding.Decoder, most: number): number {
  const count = decoding.readVarUint(from)
  require(count <= most, 'a count beyond the limit')
  return count
}

function require(isTrue: boolean, what: string): void {
  if (!isTrue) throw new Malformed(what)
}

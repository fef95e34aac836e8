// A change that is more than one push may be is sent as several: what it wrote first, in its order, then what it deleted. Each
// piece builds only on those before it, so what has arrived of a long paste is text that stands for itself.

import * as encoding from 'lib0/encoding'
import * as Y from 'yjs'
import { limits } from '#shared/limits.ts'

type Range = { client: number; clock: number; length: number }
type Struct = Y.Item | Y.GC
type Read = { structs: readonly Struct[]; ranges: readonly Range[] }
export type Deleted = { readonly clocks: number; readonly ranges: number }

/** Clocks, because how many items they are is the server's to know: never more than that. */
const maxClocks = limits.maxItemsDeleted
const maxRanges = limits.maxStructsInUpdate / 2
const maxStructs = limits.maxStructsInUpdate / 2
const maxBytes = limits.maxUpdateBytes / 3
/** In UTF-16 units, of which each takes three bytes at most. */
const maxChars = Math.floor(limits.maxStringBytes / 3)

export const isMoreThanOnePush = ({ clocks, ranges }: Deleted): boolean =>
  clocks > maxClocks || ranges > maxRanges

/** How much an update deletes. */
export const deletedBy = (update: Uint8Array): Deleted => sumOf(read(update).ranges)

/** The same change in pushes, in their order; most are one. */
export function cutUpdate(update: Uint8Array): Uint8Array[] {
  const whole = read(update)
  const isWritingTooMuch =
    whole.structs.length > maxStructs || update.byteLength > maxBytes || whole.structs.some(isLong)
  if (!isWritingTooMuch && !isMoreThanOnePush(sumOf(whole.ranges))) return [update]
  const parts = runsOf(whole.structs.flatMap(inShortWords)).map((run) => encoded(run, []))
  if (whole.ranges.length === 0) return parts
  return [...parts, ...handfuls(whole.ranges).map((ranges) => encoded([], ranges))]
}

function read(update: Uint8Array): Read {
  const { structs, ds } = Y.decodeUpdate(update)
  const ranges = [...ds.clients].flatMap(([client, items]) =>
    items.map(({ clock, len }) => ({ client, clock, length: len })),
  )
  return { structs: structs.filter((struct) => struct instanceof Y.Item || struct instanceof Y.GC), ranges }
}

const sumOf = (ranges: readonly Range[]): Deleted => ({
  clocks: ranges.reduce((sum, { length }) => sum + length, 0),
  ranges: ranges.length,
})

const isLong = (struct: Struct): boolean =>
  struct instanceof Y.Item &&
  struct.content instanceof Y.ContentString &&
  struct.content.str.length > maxChars

/** A long word as Yjs itself would have cut it: each piece behind the one before, and no letter in two. */
function inShortWords(struct: Struct): Struct[] {
  if (!(struct instanceof Y.Item) || !(struct.content instanceof Y.ContentString) || !isLong(struct))
    return [struct]
  const { id, origin, rightOrigin, parent, parentSub } = struct
  const { str } = struct.content
  const pieces: Y.Item[] = []
  for (let at = 0; at < str.length; ) {
    const text = str.slice(at, at + maxChars).replace(/[\ud800-\udbff]$/, (half, from) => (from ? '' : half))
    const isFirst = at === 0
    const left = isFirst ? origin : Y.createID(id.client, id.clock + at - 1)
    pieces.push(
      new Y.Item(
        Y.createID(id.client, id.clock + at),
        null,
        left,
        null,
        rightOrigin,
        isFirst ? parent : null,
        isFirst ? parentSub : null,
        new Y.ContentString(text),
      ),
    )
    at += text.length
  }
  return pieces
}

/** Values stand under keys, some of which count only together: they stay with what is before them. */
const mayBegin = (struct: Struct): boolean =>
  !(struct instanceof Y.Item && struct.content instanceof Y.ContentAny)

function runsOf(structs: readonly Struct[]): Struct[][] {
  const runs: Struct[][] = []
  let bytes = Number.POSITIVE_INFINITY
  for (const struct of structs) {
    const size = sizeOf(struct)
    const last = runs.at(-1)
    const isOther = last?.[0] !== undefined && last[0].id.client !== struct.id.client
    if (!last || isOther || (mayBegin(struct) && (bytes + size > maxBytes || last.length >= maxStructs))) {
      runs.push([])
      bytes = 0
    }
    runs.at(-1)!.push(struct)
    bytes += size
  }
  return runs
}

/** In bytes. */
function sizeOf(struct: Struct): number {
  const to = new Y.UpdateEncoderV1()
  struct.write(to, 0)
  return encoding.length(to.restEncoder)
}

/** As an update of Yjs: what one client wrote, one after the other, and what was deleted. */
function encoded(structs: readonly Struct[], ranges: readonly Range[]): Uint8Array {
  const to = new Y.UpdateEncoderV1()
  const first = structs[0]
  encoding.writeVarUint(to.restEncoder, first ? 1 : 0)
  if (first) {
    encoding.writeVarUint(to.restEncoder, structs.length)
    to.writeClient(first.id.client)
    encoding.writeVarUint(to.restEncoder, first.id.clock)
    for (const struct of structs) struct.write(to, 0)
  }
  const byClient = Map.groupBy(ranges, ({ client }) => client)
  encoding.writeVarUint(to.restEncoder, byClient.size)
  for (const [client, own] of byClient) {
    encoding.writeVarUint(to.restEncoder, client)
    encoding.writeVarUint(to.restEncoder, own.length)
    for (const { clock, length } of own) {
      encoding.writeVarUint(to.restEncoder, clock)
      encoding.writeVarUint(to.restEncoder, length)
    }
  }
  return to.toUint8Array()
}

function handfuls(ranges: readonly Range[]): Range[][] {
  const parts: Range[][] = [[]]
  let room: number = maxClocks
  for (const { client, clock, length } of ranges)
    for (let from = clock; from < clock + length; ) {
      if (room === 0 || parts.at(-1)!.length === maxRanges) {
        parts.push([])
        room = maxClocks
      }
      const taken = Math.min(room, clock + length - from)
      parts.at(-1)!.push({ client, clock: from, length: taken })
      room -= taken
      from += taken
    }
  return parts
}

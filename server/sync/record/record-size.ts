// How large a record is: what it takes of this process, and whether it takes any more words, as a whole and of one member.
// The bounds go by the document and by nothing that only memory knows, so they are the same after a restart, and what is
// deleted makes room. Known without counting at every keystroke.

import * as Y from 'yjs'
import type { MemberId } from '#shared/ids.ts'
import { limits } from '#shared/limits.ts'
import { countStructs } from '../storage/record-doc.ts'

/** An item of Yjs with its id, its neighbours and its content, on the heap. */
const bytesPerStruct = 180
/** Structs are counted again after this many bytes of work: at most some thousands more of them. */
const countEveryBytes = 16 * 1024
/** Everything is weighed again after this much more, or so many characters less; only where a bound is near. */
const weighEveryBytes = 64 * 1024
const weighEveryFreed = 16 * 1024

type Weight = { bytes: number; structs: number }

/** @param words bytes it starts with @param made the document, once there is one */
export function createRecordSize(
  words: number,
  made: () => Y.Doc | undefined,
  owners: ReadonlyMap<number, MemberId> = new Map(),
) {
  let structs = 0
  let stored = words
  let sinceCounted = Number.POSITIVE_INFINITY
  let weighed: { all: Weight; members: Map<MemberId, Weight> } | undefined
  let grown = 0
  let freed = 0
  const count = (): number => {
    const doc = made()
    if (doc && sinceCounted >= countEveryBytes) {
      structs = countStructs(doc)
      sinceCounted = 0
    }
    return structs
  }
  const weigh = (doc: Y.Doc): void => {
    if (weighed && grown < weighEveryBytes && freed < weighEveryFreed) return
    weighed = weightsOf(doc, owners)
    stored = weighed.all.bytes
    grown = 0
    freed = 0
  }
  return {
    grew: (bytes: number, deleted = 0): void => {
      stored += bytes
      sinceCounted += bytes
      grown += bytes
      freed += deleted
    },
    /** Beyond the bound of a record, or of a member's share in it, only what makes room is taken. */
    isFull: (member: MemberId): boolean => {
      const doc = made()
      if (!doc || (stored < limits.maxMemberBytes && count() < limits.maxMemberStructs)) return false
      weigh(doc)
      const own = weighed!.members.get(member) ?? { bytes: 0, structs: 0 }
      return (
        weighed!.all.bytes + grown >= limits.maxRecordBytes ||
        count() >= limits.maxRecordStructs ||
        own.bytes + grown >= limits.maxMemberBytes ||
        own.structs + grown / leastBytesPerStruct >= limits.maxMemberStructs
      )
    },
    /** An estimate. */
    bytes: (): number => stored + count() * bytesPerStruct,
  }
}

/** The smallest item in an update. */
const leastBytesPerStruct = 8

function weightsOf(doc: Y.Doc, owners: ReadonlyMap<number, MemberId>) {
  const all: Weight = { bytes: 0, structs: 0 }
  const members = new Map<MemberId, Weight>()
  for (const [client, structs] of doc.store.clients) {
    let bytes = 0
    for (const struct of structs) bytes += weightOf(struct)
    all.bytes += bytes
    all.structs += structs.length
    const member = owners.get(client)
    if (member === undefined) continue
    const own = members.get(member) ?? { bytes: 0, structs: 0 }
    members.set(member, { bytes: own.bytes + bytes, structs: own.structs + structs.length })
  }
  return { all, members }
}

/** What the words and values in it take; the items themselves are counted beside that. */
function weightOf(struct: Y.Item | Y.GC): number {
  if (!(struct instanceof Y.Item) || struct.deleted) return 0
  const { content } = struct
  if (content instanceof Y.ContentString) return content.str.length
  if (content instanceof Y.ContentFormat) return content.key.length + JSON.stringify(content.value).length
  return content instanceof Y.ContentAny ? JSON.stringify(content.arr).length : 0
}

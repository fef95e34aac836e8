// Are two copies of a record the same? Walked in step, letter by letter: which ids there are, in which order, between
// which neighbours, what of them is deleted, and what they hold. How Yjs cuts a text into pieces does not count.

import * as Y from 'yjs'

type Type = Y.AbstractType<unknown>
type How = {
  /** Only what is to be read: a copy with an undo of its own keeps what it deleted. */
  isReadOnly?: boolean
}

/** @returns what the first difference is, or undefined */
export function differenceOf(a: Y.Doc, b: Y.Doc, how: How = {}): string | undefined {
  for (const { store } of [a, b])
    if (store.pendingStructs !== null || store.pendingDs !== null) return 'something is waiting'
  return (
    differenceOfClients(a, b, how) ??
    firstOf([...new Set([...a.share.keys(), ...b.share.keys()])], (name) => {
      const [one, other] = [a.share.get(name), b.share.get(name)]
      if (!one || !other) return `only one has a root ${name}`
      return differenceOfTypes(one as Type, other as Type, how)
    })
  )
}

function firstOf<T>(list: Iterable<T>, look: (one: T) => string | undefined): string | undefined {
  for (const one of list) {
    const difference = look(one)
    if (difference !== undefined) return difference
  }
  return undefined
}

function differenceOfClients(a: Y.Doc, b: Y.Doc, { isReadOnly }: How): string | undefined {
  if (a.store.clients.size !== b.store.clients.size) return 'other clients'
  return firstOf(a.store.clients, ([client, ours]) => {
    if (Y.getState(a.store, client) !== Y.getState(b.store, client)) return `other clocks of ${client}`
    if (isReadOnly) return undefined
    const theirs = b.store.clients.get(client)!
    for (let at = 0, j = 0, i = 0; i < ours.length && j < theirs.length; ) {
      const [one, other] = [ours[i]!, theirs[j]!]
      if (one.deleted !== other.deleted) return `deleted in one only: ${client}:${at}`
      if (one instanceof Y.GC !== other instanceof Y.GC) return `collected in one only: ${client}:${at}`
      const [oneEnd, otherEnd] = [one.id.clock + one.length, other.id.clock + other.length]
      at = Math.min(oneEnd, otherEnd)
      if (oneEnd === at) i += 1
      if (otherEnd === at) j += 1
    }
    return undefined
  })
}

function differenceOfTypes(a: Type, b: Type, how: How): string | undefined {
  const keys = new Set([...a._map.keys(), ...b._map.keys()])
  return (
    differenceOfLists(a._start, b._start, how) ??
    firstOf(keys, (key) => {
      const [one, other] = [a._map.get(key), b._map.get(key)]
      if (!one || !other) return how.isReadOnly ? undefined : `only one has the key ${key}`
      if (one.deleted !== other.deleted) return `gone in one only: key ${key}`
      return how.isReadOnly && one.deleted
        ? undefined
        : differenceOfLists(
            how.isReadOnly ? one : leftmost(one),
            how.isReadOnly ? other : leftmost(other),
            how,
          )
    })
  )
}

function leftmost(item: Y.Item): Y.Item {
  let first = item
  while (first.left) first = first.left
  return first
}

type Place = { item: Y.Item | null; offset: number }

function differenceOfLists(a: Y.Item | null, b: Y.Item | null, how: How): string | undefined {
  const one: Place = { item: a, offset: 0 }
  const other: Place = { item: b, offset: 0 }
  for (;;) {
    if (how.isReadOnly) for (const place of [one, other]) skipDeleted(place)
    if (!one.item || !other.item) return one.item === other.item ? undefined : 'one list is longer'
    const length = Math.min(one.item.length - one.offset, other.item.length - other.offset)
    const difference = differenceOfPieces(one as Piece, other as Piece, length, how)
    if (difference) return `${one.item.id.client}:${one.item.id.clock + one.offset} ${difference}`
    for (const place of [one, other]) advance(place, length)
  }
}

function skipDeleted(place: Place): void {
  while (place.item?.deleted) Object.assign(place, { item: place.item.right, offset: 0 })
}

function advance(place: Place, length: number): void {
  place.offset += length
  if (place.offset === place.item!.length) Object.assign(place, { item: place.item!.right, offset: 0 })
}

type Piece = { item: Y.Item; offset: number }

function differenceOfPieces(one: Piece, other: Piece, length: number, how: How): string | undefined {
  const [a, b] = [one.item, other.item]
  if (a.id.client !== b.id.client || a.id.clock + one.offset !== b.id.clock + other.offset)
    return `stands where the other has ${b.id.client}:${b.id.clock + other.offset}`
  if (a.deleted !== b.deleted) return 'is deleted in one only'
  if (!Y.compareIDs(originOf(one), originOf(other))) return 'has another left neighbour'
  if (!Y.compareIDs(a.rightOrigin, b.rightOrigin)) return 'has another right neighbour'
  if (a.parentSub !== b.parentSub) return 'has another key'
  return a.deleted ? undefined : differenceOfContents(one, other, length, how)
}

const originOf = ({ item, offset }: Piece): Y.ID | null =>
  offset > 0 ? Y.createID(item.id.client, item.id.clock + offset - 1) : item.origin

function differenceOfContents(one: Piece, other: Piece, length: number, how: How): string | undefined {
  const [a, b] = [one.item.content, other.item.content]
  if (a.getRef() !== b.getRef()) return 'holds something of another kind'
  if (a instanceof Y.ContentType && b instanceof Y.ContentType) {
    if ((a.type as Y.XmlElement).nodeName !== (b.type as Y.XmlElement).nodeName) return 'has another name'
    return differenceOfTypes(a.type as Type, b.type as Type, how)
  }
  const [ours, theirs] = [textOf(a, one.offset, length), textOf(b, other.offset, length)]
  return ours === theirs ? undefined : `holds ${ours} in one and ${theirs} in the other`
}

function textOf(content: Y.Item['content'], offset: number, length: number): string {
  if (content instanceof Y.ContentString) return content.str.slice(offset, offset + length)
  if (content instanceof Y.ContentFormat) return JSON.stringify([content.key, content.value])
  return JSON.stringify(content.getContent())
}

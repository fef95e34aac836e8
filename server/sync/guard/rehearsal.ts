// Where would Yjs put the new items of an update? Played through beside the document, which is not touched: on pieces of
// it that are looked up as they are needed. What comes out is what Yjs will do, so what may not happen is found before it
// does: an order that another copy would not come to, an item of two lists, a letter cut in half, a search without end.
// Why these rules and no others: docs/decisions/0018.

import * as Y from 'yjs'
import { limits } from '#shared/limits.ts'
import { cutsLetter, findLive } from './guard-order.ts'
import { type Id, Malformed, type Struct } from './update-reader.ts'

/** A list that items stand in: the children of a type, or what was ever set under one of its keys. */
type List = {
  /** Its type in the document, the item of the update that brings it, or the name of a root that nobody has asked for. */
  type: unknown
  key: string | null
  /** Undefined: not looked up yet. */
  first: Piece | null | undefined
}

/** An item, or the part of one that is left of it where others name a place inside. */
type Piece = {
  client: number
  clock: number
  length: number
  origin: Id | null
  rightOrigin: Id | null
  list: List
  /** Undefined: what comes next in the document. */
  next: Piece | null | undefined
  source: Y.Item | Struct
}

export class Rehearsal {
  readonly #doc: Y.Doc
  readonly #findNew: (id: Id) => Struct | undefined
  /** By what they are parts of, in order. An item without any was not needed yet, or comes to nothing. */
  readonly #pieces = new Map<Y.Item | Struct, Piece[]>()
  readonly #lists = new Map<unknown, Map<string | null, List>>()
  #stepsLeft: number = limits.maxSearchSteps

  /** @param findNew the item of the update at this id, or undefined when the document knows that id */
  constructor(doc: Y.Doc, findNew: (id: Id) => Struct | undefined) {
    this.#doc = doc
    this.#findNew = findNew
  }

  /**
   * Puts a new item where Yjs would. Those that it names were put before.
   * @param from its first clock that the document does not know
   * @returns false when it belongs to two lists at once, or goes on in another one than it began in
   * @throws Malformed
   */
  put(struct: Struct, from: number): boolean {
    if (struct.isCollected) return true
    const { id, origin, rightOrigin } = struct
    // The right one first: where both are in one word the wrong way round, it then does not follow.
    const right = rightOrigin && this.cutBefore(rightOrigin)
    let left = origin && this.cutAfter(origin)
    const isNothing = (origin && !left) || (rightOrigin && !right)
    if (isNothing ? left || right : left && right && left.list !== right.list) return false
    const list = isNothing ? undefined : ((left ?? right)?.list ?? this.#listNamedBy(struct))
    if (from > id.clock) {
      requireWhole(struct, from)
      left = this.cutAfter({ client: id.client, clock: from - 1 })
      if (left?.list !== list) return false
    }
    if (!list) return true
    if (list.key !== null && (right || (struct.length > 1 && struct.content.is !== 'deleted'))) return false
    if (right && !this.#mayStandBetween(left, right, list)) throw new Malformed('neighbours that never were')
    this.#insert(
      {
        client: id.client,
        clock: from,
        length: id.clock + struct.length - from,
        origin: left && lastOf(left),
        rightOrigin,
        list,
        next: null,
        source: struct,
      },
      left,
      right,
    )
    return true
  }

  /** Whether a new item stands at the end of its list: under a key, it is the one that counts. */
  isLast(struct: Struct): boolean {
    const piece = this.#pieces.get(struct)?.at(-1)
    return piece !== undefined && this.#nextOf(piece) === null
  }

  /** What is known already Yjs skips, but not without cutting where it says. @throws Malformed where that cuts a letter */
  cutAt({ origin, rightOrigin }: Struct): void {
    if (rightOrigin) this.cutBefore(rightOrigin)
    if (origin) this.cutAfter(origin)
  }

  /** The piece that begins here; null when it comes to nothing. @throws Malformed where that cuts a letter */
  cutBefore(id: Id): Piece | null {
    const piece = this.#find(id)
    return piece && piece.clock < id.clock ? this.#cut(piece, id.clock) : piece
  }

  /** The piece that ends here; null when it comes to nothing. @throws Malformed where that cuts a letter */
  cutAfter(id: Id): Piece | null {
    const piece = this.#find(id)
    if (piece && id.clock + 1 < piece.clock + piece.length) this.#cut(piece, id.clock + 1)
    return piece
  }

  #find(id: Id): Piece | null {
    const struct = this.#findNew(id)
    const source = struct ?? findLive(this.#doc, id)
    if (!source) return null
    const pieces = this.#pieces.get(source) ?? (source instanceof Y.Item ? this.#take(source) : undefined)
    if (!pieces) return null
    let low = 0
    let high = pieces.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if (pieces[middle]!.clock <= id.clock) low = middle
      else high = middle - 1
    }
    return pieces[low]!
  }

  #take(item: Y.Item): Piece[] {
    const { id, length, origin, rightOrigin, parent, parentSub } = item
    const list = this.#listOf(parent, parentSub)
    const { client, clock } = id
    const pieces: Piece[] = [
      { client, clock, length, origin, rightOrigin, list, next: undefined, source: item },
    ]
    this.#pieces.set(item, pieces)
    return pieces
  }

  #cut(piece: Piece, clock: number): Piece {
    requireWhole(piece.source, clock)
    const length = clock - piece.clock
    const right = {
      ...piece,
      clock,
      length: piece.length - length,
      origin: { client: piece.client, clock: clock - 1 },
    }
    piece.length = length
    piece.next = right
    const pieces = this.#pieces.get(piece.source)!
    pieces.splice(pieces.indexOf(piece) + 1, 0, right)
    return right
  }

  #listOf(type: unknown, key: string | null): List {
    const lists = this.#lists.get(type) ?? new Map<string | null, List>()
    const list = lists.get(key) ?? { type, key, first: undefined }
    this.#lists.set(type, lists.set(key, list))
    return list
  }

  /** The list that an item without neighbours names; undefined when that is gone. */
  #listNamedBy({ parent, key }: Struct): List | undefined {
    if ('root' in parent!) return this.#listOf(this.#doc.share.get(parent.root) ?? parent.root, key)
    const struct = this.#findNew(parent!)
    if (struct)
      return struct.content.is === 'type' && this.#pieces.has(struct) ? this.#listOf(struct, key) : undefined
    const content = findLive(this.#doc, parent!)?.content
    return content instanceof Y.ContentType ? this.#listOf(content.type, key) : undefined
  }

  #firstOf(list: List): Piece | null {
    if (list.first !== undefined) return list.first
    const { type, key } = list
    let item =
      type instanceof Y.AbstractType ? (key === null ? type._start : (type._map.get(key) ?? null)) : null
    for (; item?.left; item = item.left) this.#step()
    list.first = item && this.#pieceOf(item)
    return list.first
  }

  #nextOf(piece: Piece): Piece | null {
    if (piece.next === undefined) {
      const { right } = piece.source as Y.Item
      piece.next = right && this.#pieceOf(right)
    }
    return piece.next
  }

  #pieceOf = (item: Y.Item): Piece => (this.#pieces.get(item) ?? this.#take(item))[0]!

  #behind = (left: Piece | null, list: List): Piece | null =>
    left ? this.#nextOf(left) : this.#firstOf(list)

  /**
   * Whether every copy that holds these two has them in this order, with nothing between them that it must hold as well
   * and that the right one follows from. Only then all come to the same place for what is to stand there.
   */
  #mayStandBetween(left: Piece | null, right: Piece, list: List): boolean {
    // What is most of all writing: at the end of a word that is there, or of one that was put here just now.
    if (isSame(right.origin, left && lastOf(left))) return true
    if (left && isSame(left.rightOrigin, right)) return true
    let piece: Piece | null | undefined = this.#behind(left, list)
    while (piece && piece !== right) {
      if (isWithin(right.origin, piece, piece.length)) return false
      this.#step()
      piece = piece.next === undefined ? this.#nextNeeded(piece.source as Y.Item, right.origin) : piece.next
    }
    return piece === right
  }

  /** The next that is in pieces already. The others are only passed; undefined when this id is among them. */
  #nextNeeded({ right }: Y.Item, id: Id | null): Piece | null | undefined {
    for (let item = right; item; item = item.right) {
      const pieces = this.#pieces.get(item)
      if (pieces) return pieces[0]!
      if (isWithin(id, item.id, item.length)) return undefined
      this.#step()
    }
    return null
  }

  /** As Yjs does it, in `Item.integrate`. */
  #insert(item: Piece, left: Piece | null, right: Piece | null): void {
    let at = left
    let other = this.#behind(left, item.list)
    if (other !== right) {
      const passed = new Set<Piece | null>()
      const conflicting = new Set<Piece | null>()
      for (; other && other !== right; other = this.#nextOf(other)) {
        this.#step()
        passed.add(other)
        conflicting.add(other)
        if (isSame(other.origin, item.origin)) {
          if (other.client < item.client) {
            at = other
            conflicting.clear()
          } else if (isSame(other.rightOrigin, item.rightOrigin)) break
        } else {
          const origin = other.origin && this.#find(other.origin)
          if (!origin || !passed.has(origin)) break
          if (!conflicting.has(origin)) {
            at = other
            conflicting.clear()
          }
        }
      }
    }
    item.next = this.#behind(at, item.list)
    if (at) at.next = item
    else item.list.first = item
    this.#pieces.set(item.source, [item])
  }

  #step(): void {
    this.#stepsLeft -= 1
    if (this.#stepsLeft < 0) throw new Malformed('a search too long')
  }
}

function requireWhole(source: Y.Item | Struct, clock: number): void {
  if (cutsLetter(source, clock)) throw new Malformed('a letter cut in half')
}

const lastOf = ({ client, clock, length }: Piece): Id => ({ client, clock: clock + length - 1 })

const isSame = (a: Id | null, b: Id | null): boolean =>
  a && b ? a.client === b.client && a.clock === b.clock : a === b

const isWithin = (id: Id | null, { client, clock }: Id, length: number): boolean =>
  id !== null && client === id.client && clock <= id.clock && id.clock < clock + length

// Do the items of an update hang together, and how long would Yjs look for their places? Yjs waits for ever for what
// waits for itself, trips over an item that begins inside another list, and reads a whole list anew for each item whose
// neighbours do not touch. All three are found here before anything is applied. Honest writing costs next to nothing.

import * as Y from 'yjs'
import { limits } from '#shared/limits.ts'
import { type Id, Malformed, type ReadUpdate, type Struct } from './update-reader.ts'

/**
 * Every item names only what is there before it: in its own client's past, or in another's without a circle.
 * @throws Malformed
 */
export function checkOrder(doc: Y.Doc, { blocks }: ReadUpdate): void {
  for (const structs of blocks.values())
    for (const struct of structs)
      for (const { client, clock } of namedBy(struct))
        if (client === struct.id.client && clock >= struct.id.clock)
          throw new Malformed('names what comes later')
  if (blocks.size < 2) return
  const reached = new Map(
    [...blocks].map(([client]) => [client, { at: 0, state: Y.getState(doc.store, client) }]),
  )
  let isMoving = true
  while (isMoving) {
    isMoving = false
    for (const [client, structs] of blocks) {
      const own = reached.get(client)!
      for (let struct = structs[own.at]; struct && isNameable(struct); struct = structs[own.at]) {
        own.state = Math.max(own.state, struct.id.clock + struct.length)
        own.at += 1
        isMoving = true
      }
    }
  }
  function isNameable(struct: Struct): boolean {
    return namedBy(struct).every(({ client, clock }) => {
      const other = reached.get(client)
      return !other || clock < other.state
    })
  }
  for (const [client, { at }] of reached)
    if (at < blocks.get(client)!.length) throw new Malformed('a circle of origins')
}

function namedBy({ origin, rightOrigin, parent }: Struct): Id[] {
  const named: Id[] = []
  if (origin) named.push(origin)
  if (rightOrigin) named.push(rightOrigin)
  if (parent !== null && 'clock' in parent) named.push(parent)
  return named
}

/** The item at this id as the document holds it; undefined when it was collected, or is not known yet. */
export function findLive(doc: Y.Doc, { client, clock }: Id): Y.Item | undefined {
  if (clock >= Y.getState(doc.store, client)) return undefined
  const item: unknown = Y.getItem(doc.store, Y.createID(client, clock))
  return item instanceof Y.Item ? item : undefined
}

/**
 * Whether an item whose beginning is known already goes on where that beginning stands. Yjs takes it for granted.
 * @param isGone whether the place that it names was collected
 */
export function goesOn(doc: Y.Doc, struct: Struct, key: string | null, isGone: boolean): boolean {
  const { client } = struct.id
  const before = findLive(doc, { client, clock: Y.getState(doc.store, client) - 1 })
  if (!before) return isGone
  return isGone || (before.parent === liveParentOf(doc, struct) && before.parentSub === key)
}

/** The type of the document that an item names as its place; undefined when that comes with the update. */
function liveParentOf(doc: Y.Doc, { origin, rightOrigin, parent }: Struct): unknown {
  if (parent === null) return findLive(doc, (origin ?? rightOrigin)!)?.parent
  if ('root' in parent) return doc.share.get(parent.root)
  const content = findLive(doc, parent)?.content
  return content instanceof Y.ContentType ? content.type : undefined
}

/**
 * Counts, from above, the steps of Yjs's search for the places of new items. It searches only where the right
 * neighbour does not stand directly beside the left one, and only among items that follow from that left one.
 */
export class SearchBudget {
  private readonly doc: Y.Doc
  private readonly inUpdate: (id: Id) => Struct | undefined
  private left: number = limits.maxSearchSteps
  private seen = 0
  /** By origin: what came to stand directly behind it, or null when that is not certain. */
  private readonly nextOf = new Map<string, Id | null>()
  private readonly rights = new Map<Struct, Id | null>()
  private readonly gaps = new Map<Struct, string>()

  constructor(doc: Y.Doc, inUpdate: (id: Id) => Struct | undefined) {
    this.doc = doc
    this.inUpdate = inUpdate
  }

  /** @throws Malformed when all items up to this one would take too long */
  spend(struct: Struct, key: string | null): void {
    const { origin, rightOrigin } = struct
    const gap = this.gapOf(struct, key)
    const known = this.nextOf.get(gap)
    const beside = known === undefined ? this.nextInDocument(struct, key) : known
    const isBeside = known === null ? false : isSame(beside ?? null, rightOrigin)
    this.nextOf.set(gap, isBeside || (known === undefined && beside === undefined) ? struct.id : null)
    this.seen += 1
    if (isBeside) return
    if (key === null && !this.isReachable(struct))
      throw new Malformed('a right neighbour left of the left one')
    const steps = origin && this.inUpdate(origin) ? 0 : this.stepsInDocument(struct, key)
    const others = known !== undefined || steps > 0 || this.isInside(origin) ? this.seen : 0
    this.left -= steps + others
    if (this.left < 0) throw new Malformed('a search too long')
  }

  /**
   * Whether the right neighbour stands somewhere right of the left one, as far as both are in the document. Where it does
   * not, every copy would search to the end of the list, at each of many such items anew. Honest writing cannot come
   * to it but by a fault of Yjs' undo, which our client mends before it sends.
   */
  private isReachable(struct: Struct): boolean {
    const { rightOrigin } = struct
    const right = rightOrigin && !this.inUpdate(rightOrigin) ? findLive(this.doc, rightOrigin) : undefined
    if (!right) return true
    const origin = this.lastLeftOf(struct)
    const left = origin && findLive(this.doc, origin)
    if (origin && !left) return true
    if (left && left.parent !== right.parent) return false
    if (left === right) return rightOrigin!.clock > origin!.clock
    let item = left ? left.right : (right.parent as Y.AbstractType<unknown>)._start
    for (; item && item !== right; item = item.right) {
      this.left -= 1
      if (this.left < 0) throw new Malformed('a search too long')
    }
    return item === right
  }

  /**
   * The left neighbour in the document, past those of the update; null: the beginning of the list. Where one of the update
   * has the same right neighbour, that was looked at already, and its own id says that nothing more need be.
   */
  private lastLeftOf(struct: Struct): Id | null {
    let { origin } = struct
    for (let steps = 0; origin && steps < 100; steps++) {
      const within = this.inUpdate(origin)
      if (!within || isSame(within.rightOrigin, struct.rightOrigin)) return origin
      origin = within.origin
    }
    return origin
  }

  /** Whether the left neighbour is not the last unit of an item of the update, so that its rest follows from it. */
  private isInside(origin: Id | null): boolean {
    const within = origin && this.inUpdate(origin)
    return within ? within.id.clock + within.length - 1 > origin.clock : false
  }

  /** What stands behind the left neighbour before the update; null: nothing, undefined: it comes with the update. */
  private nextInDocument(struct: Struct, key: string | null): Id | null | undefined {
    const { origin } = struct
    if (!origin) return this.firstOf(struct, key)?.id ?? null
    const within = this.inUpdate(origin)
    if (within) return this.isInside(origin) ? { client: origin.client, clock: origin.clock + 1 } : undefined
    const item = findLive(this.doc, origin)
    if (!item) return null
    const isEnd = item.id.clock + item.length - 1 === origin.clock
    return isEnd ? (item.right?.id ?? null) : { client: origin.client, clock: origin.clock + 1 }
  }

  private firstOf(struct: Struct, key: string | null): Y.Item | null {
    const parent = liveParentOf(this.doc, struct)
    if (!(parent instanceof Y.AbstractType)) return null
    if (key === null) return parent._start
    let item = parent._map.get(key) ?? null
    while (item?.left) {
      item = item.left
      this.left -= 1
    }
    return item
  }

  /** The same walk as Yjs's, among the items of the document only. */
  private stepsInDocument(struct: Struct, key: string | null): number {
    const { origin } = struct
    const end = this.lastRightOf(struct)
    const from = origin ? findLive(this.doc, origin) : undefined
    if (origin && !from) return 0
    const isSplit = from && from.id.clock + from.length - 1 > origin!.clock
    let item = from ? (isSplit && holds(from, end) ? null : from.right) : this.firstOf(struct, key)
    const passed = new Set<Y.Item>(isSplit ? [from] : [])
    let steps = 0
    for (; item && !holds(item, end) && steps <= this.left; item = item.right) {
      const follows =
        isSame(item.origin, origin) || (item.origin && passed.has(findLive(this.doc, item.origin)!))
      if (!follows) break
      passed.add(item)
      steps += 1
    }
    return steps
  }

  /** The right neighbour, or where that comes with the update, the one in the document that it stands before. */
  private lastRightOf(struct: Struct): Id | null {
    let right = struct.rightOrigin
    for (let within = right && this.inUpdate(right); within; within = right && this.inUpdate(right)) {
      const known = this.rights.get(within)
      right = known === undefined ? within.rightOrigin : known
      this.left -= 1
    }
    this.rights.set(struct, right)
    return right
  }

  /** The left neighbour's name, or that of the list whose beginning is meant. */
  private gapOf(struct: Struct, key: string | null): string {
    const { origin, rightOrigin, parent } = struct
    if (origin) return `${origin.client}:${origin.clock}`
    const within = parent === null ? this.inUpdate(rightOrigin!) : undefined
    const gap = within ? (this.gaps.get(within) ?? 'elsewhere') : this.listOf(struct, key)
    this.gaps.set(struct, gap)
    return gap
  }

  private listOf(struct: Struct, key: string | null): string {
    if (struct.parent !== null && 'clock' in struct.parent)
      return `in ${struct.parent.client}:${struct.parent.clock} ${key}`
    const list = liveParentOf(this.doc, struct)
    if (!(list instanceof Y.AbstractType)) return 'nowhere'
    if (list._item) return `in ${list._item.id.client}:${list._item.id.clock} ${key}`
    return `root ${[...this.doc.share].find(([, root]) => root === list)?.[0]} ${key}`
  }
}

const isSame = (a: Id | null | undefined, b: Id | null): boolean =>
  a && b ? a.client === b.client && a.clock === b.clock : !a && !b

const holds = (item: Y.Item, id: Id | null): boolean =>
  id !== null &&
  item.id.client === id.client &&
  item.id.clock <= id.clock &&
  id.clock < item.id.clock + item.length

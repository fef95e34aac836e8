// May these bytes enter this document? Decided before anything is applied, because applying cannot be taken back:
// Yjs applies a truncated update halfway and then throws. One pass over the bytes, with look-ups in the live document.
// A gap is answered `missing-history`, so that nothing ever stays pending.

import * as Y from 'yjs'
import { limits } from '#shared/limits.ts'
import type { Refusal } from '#shared/protocol/refusals.ts'
import { isRoot, type RootName, roots } from '#shared/record/schema.ts'
import { isAllDeleted, refusalOfDeletes } from './guard-deletes.ts'
import { fits, type Place } from './guard-fits.ts'
import { checkOrder, findLive, goesOn, SearchBudget } from './guard-order.ts'
import {
  ForeignContent,
  type Id,
  Malformed,
  type ReadUpdate,
  readUpdate,
  type Struct,
} from './update-reader.ts'

export type Verdict =
  | {
      ok: true
      /** Clients that write for the first time: bound to the member together with the row. */
      newClients: number[]
    }
  | { ok: false; why: Refusal }

class Refused extends Error {
  readonly why: Refusal
  constructor(why: Refusal) {
    super(why)
    this.why = why
  }
}

/**
 * @param ownerOf to whom a Yjs clientID is bound in this case, or undefined when nobody has used it yet
 */
export function judge<M>(
  doc: Y.Doc,
  bytes: Uint8Array,
  member: M,
  ownerOf: (client: number) => M | undefined,
): Verdict {
  if (bytes.byteLength > limits.maxUpdateBytes) return { ok: false, why: 'too-big' }
  try {
    const update = readUpdate(bytes)
    const newClients = checkClients(doc, update, member, ownerOf)
    new Pass(doc, update).check()
    return { ok: true, newClients }
  } catch (error) {
    if (error instanceof Refused) return { ok: false, why: error.why }
    if (error instanceof ForeignContent) return { ok: false, why: 'breaks-record' }
    if (error instanceof Malformed || error instanceof RangeError) return { ok: false, why: 'malformed' }
    throw error
  }
}

function checkClients<M>(
  doc: Y.Doc,
  update: ReadUpdate,
  member: M,
  ownerOf: (client: number) => M | undefined,
): number[] {
  const newClients: number[] = []
  for (const [client, structs] of update.blocks) {
    const last = structs.at(-1)
    if (!last) continue
    const known = Y.getState(doc.store, client)
    if (structs[0]!.id.clock > known) throw new Refused('missing-history')
    if (last.id.clock + last.length <= known) continue
    const owner = ownerOf(client)
    if (owner === undefined) newClients.push(client)
    else if (owner !== member) throw new Refused('breaks-record')
  }
  return newClients
}

/** The look at one update: finds where each new item would stand and whether it may. */
class Pass {
  private readonly doc: Y.Doc
  private readonly update: ReadUpdate
  private readonly places = new Map<Struct, Place>()
  private readonly keys = new Map<Struct, string | null>()
  private readonly search: SearchBudget

  constructor(doc: Y.Doc, update: ReadUpdate) {
    this.doc = doc
    this.update = update
    this.search = new SearchBudget(doc, (id) => this.findNew(id))
  }

  check(): void {
    checkOrder(this.doc, this.update)
    for (const [client, structs] of this.update.blocks) {
      const known = Y.getState(this.doc.store, client)
      for (const struct of structs) {
        this.checkNames(struct)
        if (struct.id.clock + struct.length > known) this.checkStruct(struct)
      }
    }
    for (const { client, clock, length } of this.update.deletes) {
      if (clock + length > this.stateOf(client)) throw new Refused('missing-history')
    }
    const why = refusalOfDeletes(this.doc, this.update.deletes, isInRecord)
    if (why) throw new Refused(why)
  }

  /** The clock this client will have reached once the update is in. */
  private stateOf(client: number): number {
    const last = this.update.blocks.get(client)?.at(-1)
    return Math.max(Y.getState(this.doc.store, client), last ? last.id.clock + last.length : 0)
  }

  /**
   * What an item names must exist, even when the item itself is known already and will be skipped: Yjs makes a root
   * at the mere reading of its name, and waits for an unknown neighbour before it looks whether it needs the item.
   */
  private checkNames({ origin, rightOrigin, parent }: Struct): void {
    if (parent !== null && 'root' in parent) placeOfRoot(parent.root)
    for (const id of [origin, rightOrigin, parent])
      if (id !== null && 'clock' in id && id.clock >= this.stateOf(id.client))
        throw new Refused('missing-history')
  }

  private checkStruct(struct: Struct): void {
    if (struct.isCollected) return
    const place = this.placeOf(struct, 0)
    const key = this.keyOf(struct, 0)
    const isGone = place.kind === 'gone'
    if (!isGone && !fits(place, key, struct)) throw new Refused('breaks-record')
    if (struct.id.clock < Y.getState(this.doc.store, struct.id.client)) {
      if (!goesOn(this.doc, struct, key, isGone)) throw new Refused('breaks-record')
    } else if (!isGone) this.search.spend(struct, key)
  }

  /** The type that the item stands in; follows its neighbours when it does not say so itself. */
  private placeOf(struct: Struct, depth: number): Place {
    const known = this.places.get(struct)
    if (known) return known
    // Honest items follow one that was looked at just before; only a made-up tangle goes deep.
    if (depth > 200) throw new Malformed('a tangle of origins')
    const place = this.findPlace(struct, depth)
    this.places.set(struct, place)
    return place
  }

  private findPlace(struct: Struct, depth: number): Place {
    if (struct.isCollected) return { kind: 'gone' }
    if (struct.parent === null) {
      // Yjs takes the parent from the left neighbour, or without one from the right neighbour.
      const neighbour = this.find((struct.origin ?? struct.rightOrigin)!)
      return neighbour instanceof Y.Item
        ? placeOfType(neighbour.parent)
        : neighbour
          ? this.placeOf(neighbour, depth + 1)
          : { kind: 'gone' }
    }
    if ('root' in struct.parent) return placeOfRoot(struct.parent.root)
    const holder = this.find(struct.parent)
    if (holder === undefined) return { kind: 'gone' }
    if (holder instanceof Y.Item) return placeOfItem(holder)
    if (holder.isCollected || holder.content.is === 'deleted') return { kind: 'gone' }
    if (holder.content.is !== 'type') throw new Refused('breaks-record')
    return placeInside(this.placeOf(holder, depth + 1), this.keyOf(holder, 0), holder.content)
  }

  private keyOf(struct: Struct, depth: number): string | null {
    if (struct.parent !== null || struct.isCollected) return struct.key
    const known = this.keys.get(struct)
    if (known !== undefined) return known
    if (depth > 200) throw new Malformed('a tangle of origins')
    const neighbour = this.find((struct.origin ?? struct.rightOrigin)!)
    const key =
      neighbour instanceof Y.Item ? neighbour.parentSub : neighbour ? this.keyOf(neighbour, depth + 1) : null
    this.keys.set(struct, key)
    return key
  }

  /** The item at this id, live or in the update; undefined when it was collected. */
  private find(id: Id): Y.Item | Struct | undefined {
    return this.findNew(id) ?? findLive(this.doc, id)
  }

  /** The item of the update at this id; undefined when the document knows that id already. */
  private findNew(id: Id): Struct | undefined {
    if (id.clock < Y.getState(this.doc.store, id.client)) return undefined
    const structs = this.update.blocks.get(id.client)
    if (!structs) return undefined
    let low = 0
    let high = structs.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if (structs[middle]!.id.clock <= id.clock) low = middle
      else high = middle - 1
    }
    return structs[low]
  }
}

/** Whether this type of the live document is one of a record's. */
function isInRecord(type: unknown): boolean {
  try {
    placeOfType(type)
    return true
  } catch (error) {
    if (error instanceof Refused) return false
    throw error
  }
}

/**
 * Whether these bytes would change nothing, because all of it is known: what somebody who only reads may send, and
 * nothing else.
 */
export function changesNothing(doc: Y.Doc, bytes: Uint8Array): boolean {
  if (bytes.byteLength > limits.maxUpdateBytes) return false
  try {
    const { blocks, deletes } = readUpdate(bytes)
    const isKnown = [...blocks].every(([client, structs]) => {
      const last = structs.at(-1)
      return !last || last.id.clock + last.length <= Y.getState(doc.store, client)
    })
    return isKnown && isAllDeleted(doc, deletes)
  } catch (error) {
    if (error instanceof Malformed || error instanceof RangeError) return false
    throw error
  }
}

function placeOfRoot(name: string): Place {
  if (!isRoot(name)) throw new Refused('breaks-record')
  if (roots[name] === 'fragment') return { kind: 'fragment', depth: 0 }
  return { kind: name === 'answers' ? 'answers' : 'tasks' }
}

/** The place inside a type of the live document. */
function placeOfType(type: unknown): Place {
  if (!(type instanceof Y.AbstractType)) return { kind: 'gone' }
  if (type._item) return placeOfItem(type._item)
  for (const [name, root] of type.doc?.share ?? []) if (root === type) return placeOfRoot(name as RootName)
  throw new Refused('breaks-record')
}

function placeOfItem(item: Y.Item): Place {
  if (item.deleted) return { kind: 'gone' }
  if (!(item.content instanceof Y.ContentType)) throw new Refused('breaks-record')
  const { type } = item.content
  return placeInside(placeOfType(item.parent), item.parentSub, {
    type: type instanceof Y.XmlElement ? 'element' : type instanceof Y.XmlText ? 'xml-text' : 'map',
    nodeName: type instanceof Y.XmlElement ? type.nodeName : null,
  })
}

function placeInside(
  outer: Place,
  key: string | null,
  { type, nodeName }: { type: string; nodeName: string | null },
): Place {
  if (outer.kind === 'gone') return outer
  if (outer.kind === 'tasks') return { kind: 'task' }
  if (outer.kind === 'task' && key === 'what') return { kind: 'what' }
  if (outer.kind !== 'fragment' && outer.kind !== 'element') throw new Refused('breaks-record')
  const depth = outer.depth + 1
  if (depth > limits.maxDepth) throw new Refused('breaks-record')
  return type === 'element' ? { kind: 'element', name: nodeName!, depth } : { kind: 'text', depth }
}

// May these bytes enter this document? Decided before anything is applied, because applying cannot be taken back:
// Yjs applies a truncated update halfway and then throws. One pass over the bytes, with look-ups in the live document.
// A gap is answered `missing-history`, so that nothing ever stays pending.

import * as Y from 'yjs'
import { limits } from '#shared/limits.ts'
import type { Refusal } from '#shared/protocol/refusals.ts'
import { hasTooMany } from '#shared/record/counts.ts'
import { isAllDeleted, refusalOfDeletes } from './guard-deletes.ts'
import { fits, type Place } from './guard-fits.ts'
import { findLive, inOrder, isBetweenTwo } from './guard-order.ts'
import { isInRecord, placeInside, placeOfItem, placeOfRoot, placeOfType, Refused } from './guard-places.ts'
import { isOfTasks, TaskChanges } from './guard-tasks.ts'
import { Rehearsal } from './rehearsal.ts'
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
    new Pass(doc, update, member).check()
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
  private readonly member: unknown
  private rehearsed: Rehearsal | undefined
  private tasks: TaskChanges | undefined
  private newDrafts = 0

  constructor(doc: Y.Doc, update: ReadUpdate, member: unknown) {
    this.doc = doc
    this.update = update
    this.member = member
  }

  private get rehearsal(): Rehearsal {
    this.rehearsed ??= new Rehearsal(this.doc, (id) => this.findNew(id))
    return this.rehearsed
  }

  check(): void {
    const structs = inOrder(this.doc, this.update)
    const isAlone = structs.length === 1 && this.update.deletes.length === 0
    for (const struct of structs) {
      this.checkNames(struct)
      const known = Y.getState(this.doc.store, struct.id.client)
      if (struct.id.clock + struct.length <= known) this.rehearsal.cutAt(struct)
      else {
        this.checkContent(struct)
        if (isAlone && struct.id.clock === known && isBetweenTwo(this.doc, struct)) continue
        if (!this.rehearsal.put(struct, Math.max(known, struct.id.clock))) throw new Refused('breaks-record')
      }
    }
    for (const { client, clock, length } of this.update.deletes) {
      if (clock + length > this.stateOf(client)) throw new Refused('missing-history')
      this.rehearsal.cutBefore({ client, clock })
      this.rehearsal.cutAfter({ client, clock: clock + length - 1 })
    }
    const { doc, update } = this
    const counts = (struct: Struct) => this.rehearsal.isLast(struct)
    const why =
      refusalOfDeletes(doc, update.deletes, isInRecord) ?? this.tasks?.refusal(doc, update.deletes, counts)
    if (why) throw new Refused(why)
    if (this.newDrafts > 0 && hasTooMany(doc, 'drafts', this.newDrafts)) throw new Refused('too-big')
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

  private checkContent(struct: Struct): void {
    if (struct.isCollected) return
    const place = this.placeOf(struct, 0)
    if (place.kind === 'gone') return
    const key = this.keyOf(struct, 0)
    if (!fits(place, key, struct)) throw new Refused('breaks-record')
    if (place.kind === 'drafts' && struct.content.is === 'type') this.newDrafts += 1
    if (!isOfTasks(place)) return
    this.tasks ??= new TaskChanges(this.member)
    this.tasks.see(place, key, struct, Y.getState(this.doc.store, struct.id.client))
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
    return placeInside(this.placeOf(holder, depth + 1), this.keyOf(holder, 0), holder.content, holder)
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

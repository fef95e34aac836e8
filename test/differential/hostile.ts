// Updates that somebody hostile sends who knows the format and the guard: structurally sound, with neighbours that were
// never neighbours, in the update itself or in the record, known beginnings, cut letters, places that are gone.

import * as Y from 'yjs'
import { type Block, bytesOf, type Item, type Pair, type Range } from '../helpers/handmade-update.ts'
import type { Random } from '../helpers/seeded-work.ts'
import { type List, listsOf } from './lists.ts'
import { mutated } from './mutate.ts'
import { lengthOf } from './parts.ts'

const texts = ['x', 'ab', 'hello', '🙂', 'a🙂b', '🙂🙂', '\ufffd']

/** @param seen what honest people have sent, to be sent again in other shapes */
export function hostile(
  doc: Y.Doc,
  clients: readonly number[],
  seen: readonly Uint8Array[],
  random: Random,
): Uint8Array {
  if (seen.length > 0 && random.below(3) === 0)
    return mutated(doc, random.pick(clients), random.pick(seen), random)
  return new Forger(doc, clients, random).update()
}

class Forger {
  readonly #doc: Y.Doc
  readonly #random: Random
  readonly #clients: readonly number[]
  readonly #lists: List[]
  /** What the update itself has put there so far, with its key. */
  readonly #made: { id: Pair; list: List }[] = []
  readonly #blocks = new Map<number, Block & { end: number }>()

  constructor(doc: Y.Doc, clients: readonly number[], random: Random) {
    this.#doc = doc
    this.#clients = clients
    this.#random = random
    this.#lists = listsOf(doc)
  }

  update(): Uint8Array {
    const { below } = this.#random
    const list = this.#someList()
    const count = below(6) === 0 ? 0 : 1 + below(5)
    for (let made = 0; made < count; made++) this.#add(below(8) ? list : this.#someList())
    const deletes = below(3) === 0 || count === 0 ? this.#deletes(list) : []
    return bytesOf([...this.#blocks.values()], deletes)
  }

  #someList(): List {
    // Full lists are where things go wrong.
    const [a, b] = [this.#random.pick(this.#lists), this.#random.pick(this.#lists)]
    return a.ids.length >= b.ids.length ? a : b
  }

  #add(list: List): void {
    const client = this.#random.pick(this.#clients.slice(0, this.#random.below(3) ? 1 : this.#clients.length))
    const block = this.#blockOf(client)
    const item = this.#item(list)
    const id: Pair = [client, block.end]
    block.items.push(item)
    const length = lengthOf(item)
    for (let at = 0; at < length; at++) this.#made.push({ id: [client, block.end + at], list })
    if ('element' in item || 'list' in item || 'map' in item || 'fragment' in item)
      this.#lists.push({
        place: { inside: id },
        key: undefined,
        kind: 'list' in item ? 'text' : 'nodes',
        ids: [],
      })
    block.end += length
  }

  #blockOf(client: number): Block & { end: number } {
    const known = this.#blocks.get(client)
    if (known) return known
    const state = Y.getState(this.#doc.store, client)
    // Now and then something whose beginning is known.
    const clock = this.#random.below(6) === 0 ? Math.max(0, state - 1 - this.#random.below(3)) : state
    const block = { client, clock, items: [], end: clock }
    this.#blocks.set(client, block)
    return block
  }

  #item(list: List): Item {
    const { below, pick } = this.#random
    if (below(25) === 0) return { collected: 1 + below(2) }
    const own = this.#made.filter((made) => made.list === list).map(({ id }) => id)
    const known = this.#knownTo(list.ids)
    const { after, before } = this.#neighbours(known, own)
    return {
      ...list.place,
      ...(list.key !== undefined && { key: list.key }),
      ...(after && { after }),
      ...(before && { before }),
      ...pick(this.#contents(list)),
    } as Item
  }

  /** Somebody who has not seen it all: without the later words of some. */
  #knownTo(ids: Pair[]): Pair[] {
    if (this.#random.below(2)) return ids
    const clients = [...new Set(ids.map(([client]) => client))]
    const upTo = new Map(
      clients.map((client) => [
        client,
        this.#random.below(2)
          ? Number.POSITIVE_INFINITY
          : this.#random.below(Y.getState(this.#doc.store, client) + 1),
      ]),
    )
    return ids.filter(([client, clock]) => clock < upTo.get(client)!)
  }

  #neighbours(known: Pair[], own: Pair[]): { after?: Pair; before?: Pair } {
    const { below, pick } = this.#random
    const at = below(known.length + 1)
    const near = (offset: number): Pair | undefined => known[at + offset]
    const after = own.length > 0 && below(2) ? pick(own) : near(-1)
    const before = own.length > 0 && below(3) === 0 ? pick(own) : near(0)
    switch (below(9)) {
      case 0:
        return { ...(after && { after }), ...(near(below(4)) && { before: near(below(4))! }) }
      case 1:
        return { ...(before && { after: before }), ...(after && { before: after }) }
      case 2:
        return { ...(before && { before }) }
      case 3:
        return { ...(after && { after }) }
      case 4:
        return this.#anywhere()
      default:
        return { ...(after && { after }), ...(before && { before }) }
    }
  }

  #anywhere(): { after?: Pair; before?: Pair } {
    const { below, pick } = this.#random
    const any = (): Pair => {
      const client = pick([...this.#doc.store.clients.keys(), ...this.#clients])
      return [client, below(Y.getState(this.#doc.store, client) + 2)]
    }
    return { ...(below(2) && { after: any() }), ...(below(2) && { before: any() }) }
  }

  #contents({ kind, key }: List): object[] {
    const { below, pick } = this.#random
    const gone = { gone: 1 + below(3) }
    if (kind === 'text') {
      const text = () => ({ text: pick(texts) })
      return [text(), text(), text(), gone, { mark: 'bold', as: pick([{}, null]) }]
    }
    if (kind === 'tasks') return [{ map: true }, gone]
    if (kind === 'drafts') return [{ fragment: true }, { fragment: true }, { map: true }, gone]
    if (kind === 'values')
      return [
        { value: someValue(key, this.#random) },
        { values: [someValue(key, this.#random), someValue(key, this.#random)] },
        gone,
        { list: true },
      ]
    return [{ element: pick(['paragraph', 'bulletList', 'listItem', 'hardBreak']) }, { list: true }, gone]
  }

  #deletes(list: List): Range[] {
    const { below, pick } = this.#random
    const ids = [...list.ids, ...this.#made.map(({ id }) => id)]
    if (ids.length === 0) return []
    const ranges = Array.from({ length: 1 + below(2) }, () => {
      const [client, clock] = pick(ids)
      return { client, clock, length: 1 + below(3) }
    })
    // In order and apart, as the format wants them.
    const sorted = ranges.sort((a, b) => a.clock - b.clock)
    return sorted.filter(
      (range, at) =>
        !sorted
          .slice(0, at)
          .some(({ client, clock, length }) => client === range.client && clock + length > range.clock),
    )
  }
}

function someValue(key: string | undefined, random: Random): unknown {
  if (key === 'acting') return random.pick(['yes', 'no', 'not-yet'])
  if (key === 'state') return random.pick(['open', 'done'])
  if (key === 'order') return random.pick(['a0', 'a1'])
  return key === 'kind' ? 'person' : random.uuid()
}

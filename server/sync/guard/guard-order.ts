// In which order can the items of an update be put, and what can be seen of their places at a glance? Yjs waits for ever
// for what waits for itself, so that is found here, before anything is applied.

import * as Y from 'yjs'
import { type Id, Malformed, type ReadUpdate, type Struct } from './update-reader.ts'

/**
 * The items of an update, each after those that it names: in its own client's past, or in another's without a circle.
 * @throws Malformed
 */
export function inOrder(doc: Y.Doc, { blocks }: ReadUpdate): readonly Struct[] {
  for (const structs of blocks.values())
    for (const struct of structs)
      for (const { client, clock } of namedBy(struct))
        if (client === struct.id.client && clock >= struct.id.clock)
          throw new Malformed('names what comes later')
  if (blocks.size < 2) return [...blocks.values()][0] ?? []
  const ordered: Struct[] = []
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
        ordered.push(struct)
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
  return ordered
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
 * Whether this item, alone in its update, comes between two that stand side by side: a key that is pressed. Then Yjs has
 * nothing to search for and every copy puts it there, so it need not be played through (rehearsal.ts).
 */
export function isBetweenTwo(doc: Y.Doc, { origin, rightOrigin }: Struct): boolean {
  const left = origin && findLive(doc, origin)
  const right = rightOrigin && findLive(doc, rightOrigin)
  if (left === undefined || right === undefined || (left ?? right)?.parentSub !== null) return false
  if (left && left === right)
    return rightOrigin!.clock === origin!.clock + 1 && !cutsLetter(left, rightOrigin!.clock)
  return (
    (left ? left.right === right && lastClock(left) === origin!.clock : right!.left === null) &&
    (!right || right.id.clock === rightOrigin!.clock)
  )
}

const lastClock = ({ id, length }: Y.Item): number => id.clock + length - 1

/**
 * Whether an item would be cut inside a letter of two units. Yjs puts two replacement characters for it, in the copy that
 * cuts and in no other.
 */
export function cutsLetter(source: Y.Item | Struct, clock: number): boolean {
  const at = clock - source.id.clock
  const text = textOf(source)
  return text !== undefined && isHigh(text.charCodeAt(at - 1)) && isLow(text.charCodeAt(at))
}

function textOf({ content }: Y.Item | Struct): string | undefined {
  if (content instanceof Y.ContentString) return content.str
  return 'is' in content && content.is === 'string' ? content.text : undefined
}

const isHigh = (code: number): boolean => code >= 0xd800 && code <= 0xdbff
const isLow = (code: number): boolean => code >= 0xdc00 && code <= 0xdfff

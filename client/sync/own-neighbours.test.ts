// Undo and redo by people who write over each other: every item that leaves a device stands between the neighbours it
// names, and in whatever order updates arrive all copies are the same. `SEED=7 npm test` repeats one run.

import { expect, it } from 'vitest'
import * as Y from 'yjs'
import { partsOf } from '#shared/record/schema.ts'
import { judge } from '../../server/sync/guard/guard.ts'
import { followedDoc } from './followed-doc.ts'

const firstSeed = Number(process.env.SEED ?? 1)

/** Small and the same everywhere: mulberry32. */
function randomOf(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below
  }
}

/** How many new items of an update name a right neighbour that does not stand right of the left one. */
function unreachable(doc: Y.Doc, update: Uint8Array): number {
  return Y.decodeUpdate(update).structs.filter((struct) => {
    if (!(struct instanceof Y.Item) || !struct.rightOrigin) return false
    const right = Y.getItem(doc.store, struct.rightOrigin)
    const left = struct.origin ? Y.getItem(doc.store, struct.origin) : null
    if (!(right instanceof Y.Item)) return false
    let next = left instanceof Y.Item ? left.right : (right.parent as Y.AbstractType<unknown>)._start
    while (next && next !== right) next = next.right
    return next !== right
  }).length
}

type Person = { doc: Y.Doc; undo: Y.UndoManager; sent: Uint8Array[] }

function open(isMended: boolean, clientID: number): Person {
  const sent: Uint8Array[] = []
  const doc = isMended
    ? followedDoc({ local: (update) => sent.push(update), beforeShown: () => {} }).doc
    : new Y.Doc()
  if (!isMended)
    doc.on('update', (update, _origin, _doc, transaction) => transaction.local && sent.push(update))
  doc.clientID = clientID
  return { doc, sent, undo: new Y.UndoManager(partsOf(doc).whatHappened, { captureTimeout: 0 }) }
}

/** Somewhere in the tree of lists and items. */
function pick(doc: Y.Doc, random: (below: number) => number): Y.XmlFragment {
  let place: Y.XmlFragment = partsOf(doc).whatHappened
  while (place.length > 0 && random(3) > 0) place = place.get(random(place.length)) as Y.XmlElement
  return place
}

function act({ doc, undo }: Person, random: (below: number) => number): void {
  const what = random(12)
  const place = pick(doc, random)
  if (what < 6) comeBack(what < 4 ? () => undo.undo() : () => undo.redo())
  else if (what < 8) {
    const isInList = place instanceof Y.XmlElement && place.nodeName === 'bulletList'
    const [outer, inner] = isInList ? ['listItem', 'bulletList'] : ['bulletList', 'listItem']
    const made = new Y.XmlElement(outer)
    place.insert(random(place.length + 1), [made])
    if (random(2)) made.insert(0, [new Y.XmlElement(inner), new Y.XmlElement(inner)])
  } else if (place.length > 0) {
    const at = random(place.length)
    place.delete(at, 1 + random(place.length - at))
  }
}

/** Yjs' undo trips now and then over a parent that is gone for good. */
function comeBack(step: () => unknown): void {
  try {
    step()
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
  }
}

/** @returns how many unreachable neighbours left the devices, how often the guard said no, and whether all copies are the same */
function play(seed: number, isMended: boolean): { bad: number; refused: number; isSame: boolean } {
  const random = randomOf(seed)
  const people = [open(isMended, 1), open(isMended, 2)]
  const log: Uint8Array[] = []
  const server = new Y.Doc()
  let bad = 0
  let refused = 0
  const send = (person: Person): void => {
    for (const update of person.sent.splice(0)) {
      bad += unreachable(person.doc, update)
      if (!judge(server, update, person, () => undefined).ok) refused += 1
      Y.applyUpdate(server, update)
      log.push(update)
      for (const other of people) if (other !== person) Y.applyUpdate(other.doc, update, 'server')
    }
  }
  for (let step = 0; step < 60; step++) {
    const person = people[random(2)]!
    act(person, random)
    if (random(3) > 0) send(person)
  }
  for (const person of [...people, ...people]) send(person)
  const backwards = new Y.Doc()
  for (const update of log.toReversed()) Y.applyUpdate(backwards, update)
  const texts = [...people.map(({ doc }) => doc), backwards].map((doc) =>
    partsOf(doc).whatHappened.toString(),
  )
  return { bad, refused, isSame: texts.every((text) => text === texts[0]) }
}

it('without the cure, undo does send such neighbours: this is what it is there for', () => {
  const known = [22, 79, 145, 160, 357, 417, 574, 579]
  for (const seed of known) expect(play(seed, false).bad, `seed ${seed}`).toBeGreaterThan(0)
  for (const seed of known)
    expect(play(seed, true), `seed ${seed}`).toEqual({ bad: 0, refused: 0, isSame: true })
})

it('[SY13] no item leaves with a right neighbour that cannot be reached, and all copies end the same', () => {
  for (let seed = firstSeed; seed < firstSeed + 300; seed++)
    expect(play(seed, true), `seed ${seed}`).toEqual({ bad: 0, refused: 0, isSame: true })
})

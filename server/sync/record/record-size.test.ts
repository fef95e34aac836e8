// A record as a whole is bounded, and each member's share in it: beyond it words are refused, deletions are not, and a
// restart changes nothing of it.

import { expect, it } from 'vitest'
import * as Y from 'yjs'
import type { MemberId, Seq } from '#shared/ids.ts'
import { limits } from '#shared/limits.ts'
import { partsOf } from '#shared/record/schema.ts'
import { PushQueue } from '../../../client/sync/push-queue.ts'
import type { Row } from '../storage/journal.ts'
import { countStructs } from '../storage/record-doc.ts'
import { hashOfNothing, takeSnapshot } from '../storage/snapshot-box.ts'
import { createLiveDocument, type LiveDocument } from './live-document.ts'

const [hana, maria, tomas] = ['hana', 'maria', 'tomas'] as [MemberId, MemberId, MemberId]
const head = { seq: 0, epoch: 'e' }
const page = 'x'.repeat(100_000)

/** What one change of this document sends. */
function updateOf(doc: Y.Doc, change: (doc: Y.Doc) => void): Uint8Array {
  let sent: Uint8Array | undefined
  doc.once('update', (update: Uint8Array) => {
    sent = update
  })
  doc.transact(() => change(doc))
  return sent!
}
const addPage = (doc: Y.Doc) => {
  const paragraph = new Y.XmlElement('paragraph')
  paragraph.insert(0, [new Y.XmlText(page)])
  partsOf(doc).whatHappened.push([paragraph])
}
const push = (live: LiveDocument, update: Uint8Array, member = hana) =>
  live.run(member, [{ is: 'bytes', update }])

/** One after the other writes what `work` does, until nothing more is taken. @returns the rows that were */
function fill(
  live: LiveDocument,
  writers: ReadonlyMap<MemberId, Y.Doc>,
  work: (doc: Y.Doc) => void,
  rows: Row[] = [],
): Row[] {
  for (const [member, doc] of writers) {
    Y.applyUpdate(doc, live.encode())
    for (;;) {
      const { refusals, effect } = push(live, updateOf(doc, work), member)
      if (refusals[0] === 'too-big') break
      expect(refusals).toEqual([undefined])
      rows.push({ seq: (rows.length + 1) as Seq, member, update: effect.update! } as Row)
    }
  }
  return rows
}

const team = () => new Map([hana, maria, tomas].map((member) => [member, new Y.Doc()] as const))
const ownersOf = (writers: ReadonlyMap<MemberId, Y.Doc>) =>
  new Map([...writers].map(([member, doc]) => [doc.clientID, member] as const))
const blank = () => createLiveDocument(head, [], new Map())
/** The same record read anew: from its log, and from a snapshot of it. */
const readAnew = (live: LiveDocument, rows: readonly Row[], owners: Map<number, MemberId>) => [
  createLiveDocument({ ...head, seq: rows.length }, rows, new Map(owners)),
  createLiveDocument({ ...head, seq: rows.length }, [], new Map(owners), {
    snapshot: { ...takeSnapshot(live.doc, hashOfNothing), seq: rows.length as Seq },
  }),
]

it('[SY12] a full record takes no more words, and deletions still; read anew it is as full', () => {
  const live = blank()
  const writers = team()
  const rows = fill(live, writers, addPage)
  expect(rows.length * page.length).toBeGreaterThan(limits.maxRecordBytes * 0.95)
  expect(rows.length * page.length).toBeLessThan(limits.maxRecordBytes + 2 * page.length)
  const copy = new Y.Doc()
  Y.applyUpdate(copy, live.encode())
  for (const full of [live, ...readAnew(live, rows, ownersOf(writers))]) {
    expect(push(full, updateOf(new Y.Doc(), addPage)).refusals).toEqual(['too-big'])
    const pages = partsOf(full.doc).whatHappened.length
    const removal = updateOf(copy, () => partsOf(copy).whatHappened.delete(0, 1))
    expect(push(full, removal).refusals).toEqual([undefined])
    expect(partsOf(full.doc).whatHappened.length).toBe(pages - 1)
  }
})

it('[SY12] one member fills their share and nobody else’s, also after it was read anew', () => {
  const live = blank()
  const writers = new Map([[hana, new Y.Doc()]])
  const rows = fill(live, writers, addPage)
  expect(rows.length * page.length).toBeGreaterThan(limits.maxMemberBytes * 0.95)
  expect(rows.length * page.length).toBeLessThan(limits.maxMemberBytes + 2 * page.length)
  for (const full of [live, ...readAnew(live, rows, ownersOf(writers))]) {
    expect(push(full, updateOf(new Y.Doc(), addPage)).refusals).toEqual(['too-big'])
    expect(push(full, updateOf(new Y.Doc(), addPage), maria).refusals).toEqual([undefined])
  }
})

it('[SY12] a record of very many pieces is full, too, long before it is large', { timeout: 60_000 }, () => {
  const live = blank()
  const many = (doc: Y.Doc) => {
    const parts = Array.from({ length: 1_200 }, () => {
      const paragraph = new Y.XmlElement('paragraph')
      paragraph.insert(0, [new Y.XmlText('x')])
      return paragraph
    })
    partsOf(doc).whatHappened.push(parts)
  }
  const pushes = fill(live, team(), many).length
  expect(pushes * 3_600).toBeGreaterThan(limits.maxRecordStructs * 0.9)
  expect(pushes * 3_600).toBeLessThan(limits.maxRecordStructs * 1.1)
  expect(live.bytes()).toBeGreaterThan(limits.maxRecordStructs * 100)
})

it('[SY12] a full record is cleared in an editor, in as many pushes as it takes, and is written in again', () => {
  const live = blank()
  fill(live, team(), addPage)
  const doc = new Y.Doc()
  Y.applyUpdate(doc, live.encode())
  const queue = new PushQueue()
  const fragment = partsOf(doc).whatHappened
  const all = fragment.length
  queue.add(
    updateOf(doc, () => {
      // What an editor leaves: a line to write in.
      fragment.insert(all, [new Y.XmlElement('paragraph')])
      fragment.delete(0, all)
    }),
  )
  let pushes = 0
  for (let flight = queue.next(); flight && flight !== 'too-big'; flight = queue.next()) {
    expect(push(live, flight.update, tomas).refusals).toEqual([undefined])
    queue.landed(flight)
    pushes += 1
  }
  expect(pushes).toBeGreaterThan(100)
  expect(partsOf(live.doc).whatHappened.toString()).toBe('<paragraph></paragraph>')
  expect(push(live, updateOf(new Y.Doc(), addPage)).refusals).toEqual([undefined])
})

it('[SY12] nothing is added to a full record under cover of a deletion', () => {
  const live = blank()
  fill(live, team(), addPage)
  const before = countStructs(live.doc)
  const doc = new Y.Doc()
  Y.applyUpdate(doc, live.encode())
  const fragment = partsOf(doc).whatHappened
  const swap = (letters: number, paragraphs: number) =>
    updateOf(doc, () => {
      ;((fragment.get(0) as Y.XmlElement).get(0) as Y.XmlText).delete(0, letters)
      fragment.push(Array.from({ length: paragraphs }, () => new Y.XmlElement('paragraph')))
    })
  expect(push(live, swap(1, 1), tomas).refusals).toEqual(['too-big'])
  expect(push(live, swap(50_000, 9), tomas).refusals).toEqual(['too-big'])
  expect(countStructs(live.doc)).toBe(before)
})

// A record as a whole is bounded: beyond it words are refused, deletions are not, and a restart changes nothing of it.

import { expect, it } from 'vitest'
import * as Y from 'yjs'
import type { MemberId, Seq } from '#shared/ids.ts'
import { limits } from '#shared/limits.ts'
import { partsOf } from '#shared/record/schema.ts'
import type { Row } from './journal.ts'
import { createLiveDocument, type LiveDocument } from './live-document.ts'

const hana = 'hana' as MemberId
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
const push = (live: LiveDocument, update: Uint8Array) => live.run(hana, [{ is: 'bytes', update }])

/** Writes until nothing more is taken. @returns the rows that were */
function fill(live: LiveDocument, doc: Y.Doc): Row[] {
  const rows: Row[] = []
  for (;;) {
    const { refusals, effect } = push(live, updateOf(doc, addPage))
    if (refusals[0] === 'too-big') return rows
    expect(refusals).toEqual([undefined])
    rows.push({ seq: (rows.length + 1) as Seq, member: hana, update: effect.update! } as Row)
    expect(rows.length * page.length).toBeLessThan(limits.maxRecordBytes + 2 * page.length)
  }
}

it('[S12] a full record takes no more words, and deletions still', () => {
  const live = createLiveDocument(head, [], new Map())
  const doc = new Y.Doc()
  const rows = fill(live, doc)
  expect(rows.length * page.length).toBeGreaterThan(limits.maxRecordBytes * 0.95)
  const again = createLiveDocument({ ...head, seq: rows.length }, rows, new Map([[doc.clientID, hana]]))
  const copy = new Y.Doc()
  Y.applyUpdate(copy, again.encode())
  for (const full of [live, again]) {
    expect(push(full, updateOf(new Y.Doc(), addPage)).refusals).toEqual(['too-big'])
    const pages = partsOf(full.doc).whatHappened.length
    const removal = updateOf(copy, () => partsOf(copy).whatHappened.delete(0, 1))
    expect(push(full, removal).refusals).toEqual([undefined])
    expect(partsOf(full.doc).whatHappened.length).toBe(pages - 1)
  }
})

it('[S12] a record of very many pieces is full, too, long before it is large', { timeout: 60_000 }, () => {
  const live = createLiveDocument(head, [], new Map())
  const doc = new Y.Doc()
  const many = () => {
    const parts = Array.from({ length: 1_200 }, () => {
      const paragraph = new Y.XmlElement('paragraph')
      paragraph.insert(0, [new Y.XmlText('x')])
      return paragraph
    })
    partsOf(doc).whatHappened.push(parts)
  }
  let pushes = 0
  while (push(live, updateOf(doc, many)).refusals[0] === undefined) pushes += 1
  expect(pushes * 3_600).toBeGreaterThan(limits.maxRecordStructs * 0.9)
  expect(pushes * 3_600).toBeLessThan(limits.maxRecordStructs * 1.1)
  expect(live.bytes()).toBeGreaterThan(limits.maxRecordStructs * 100)
})

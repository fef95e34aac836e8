// Deletions are tiny and what they lead past is not: a look at them is bounded, for readers and writers, by what is counted
// and not by a clock. Nothing that somebody honestly deleted comes near it.

import { afterEach, expect, it, vi } from 'vitest'
import * as Y from 'yjs'
import { limits } from '#shared/limits.ts'
import { partsOf } from '#shared/record/schema.ts'
import { bytesOf } from '../../../test/helpers/handmade-update.ts'
import { createRecordDoc } from '../storage/record-doc.ts'
import { changesNothing, judge } from './guard.ts'

afterEach(() => vi.restoreAllMocks())

/** Letters typed backwards, so that each stays a piece of its own; `count` of them deleted again. */
function backwards(count: number): { doc: Y.Doc; client: number; update: Uint8Array } {
  const doc = createRecordDoc()
  const paragraph = new Y.XmlElement('paragraph')
  const text = new Y.XmlText()
  partsOf(doc).whatHappened.insert(0, [paragraph])
  paragraph.insert(0, [text])
  for (let at = 0; at < count; at++) text.insert(0, 'x')
  let update: Uint8Array = new Uint8Array()
  doc.once('update', (bytes: Uint8Array) => {
    update = bytes
  })
  text.delete(0, count)
  return { doc, client: doc.clientID, update }
}

/** How many pieces the work asks whether they are gone. */
function lookedAt(work: () => void): number {
  const looks = vi.spyOn(Y.Item.prototype, 'deleted', 'get')
  work()
  const count = looks.mock.calls.length
  looks.mockRestore()
  return count
}

it('[SY1] a dozen bytes over a hundred thousand deleted pieces: answered after a bounded look', () => {
  const { doc, client } = backwards(100_000)
  const tiny = bytesOf([], [{ client, clock: 2, length: 100_000 }])
  expect(tiny.length).toBeLessThan(16)
  const most = limits.maxItemsPassed + 10
  expect(lookedAt(() => expect(changesNothing(doc, tiny)).toBe(false))).toBeLessThan(most)
  const judged = () => expect(judge(doc, tiny, 'hana', () => 'hana')).toEqual({ ok: false, why: 'too-big' })
  expect(lookedAt(judged)).toBeLessThan(most)
})

it('[WM5, SY4] what one person deleted in one go, as much as that may be, comes again without harm', () => {
  const { doc, update } = backwards(limits.maxItemsDeleted)
  expect(changesNothing(doc, update)).toBe(true)
  expect(judge(doc, update, 'hana', () => 'hana')).toMatchObject({ ok: true })
})

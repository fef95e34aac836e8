import { expect, it } from 'vitest'
import * as Y from 'yjs'
import { partsOf } from '#shared/record/schema.ts'
import { createRecordDoc } from './record-doc.ts'
import {
  decodeSnapshot,
  encodeSnapshot,
  hashOfNothing,
  SnapshotWrong,
  takeSnapshot,
  verifySnapshot,
} from './snapshot-box.ts'

function docWith(words: string): { doc: Y.Doc; text: Y.XmlText } {
  const doc = createRecordDoc()
  const paragraph = new Y.XmlElement('paragraph')
  const text = new Y.XmlText()
  paragraph.insert(0, [text])
  partsOf(doc).whatHappened.insert(0, [paragraph])
  for (const letter of words) text.insert(text.length, letter)
  return { doc, text }
}

it('[SY15] a snapshot counts only if it has every edit and every deletion of its document', () => {
  const { doc, text } = docWith('about 13:35')
  const earlier = { update: Y.encodeStateAsUpdate(doc), stateVector: Y.encodeStateVector(doc) }
  expect(() => verifySnapshot(doc, takeSnapshot(doc, hashOfNothing))).not.toThrow()
  // A deletion adds no clock: the state vectors are the same.
  text.delete(2, 4)
  expect(Y.encodeStateVector(doc)).toEqual(earlier.stateVector)
  expect(() => verifySnapshot(doc, earlier)).toThrow(SnapshotWrong)
  text.insert(0, 'x')
  expect(() => verifySnapshot(doc, earlier)).toThrow(SnapshotWrong)
  expect(() => verifySnapshot(doc, takeSnapshot(doc, hashOfNothing))).not.toThrow()
})

it('[SY15] redundant marks stay in a snapshot as they stay in the log', () => {
  const { doc, text } = docWith('bold and not')
  text.format(0, 4, { bold: {} })
  text.format(0, 4, { bold: null })
  text.format(0, 8, { bold: {} })
  text.delete(0, 6)
  const { update } = takeSnapshot(doc, hashOfNothing)
  const again = createRecordDoc()
  Y.applyUpdate(again, update)
  expect(Y.equalSnapshots(Y.snapshot(again), Y.snapshot(doc))).toBe(true)
})

it('comes back as it was written, and other bytes are no snapshot', () => {
  const state = takeSnapshot(docWith('a').doc, new Uint8Array(32).fill(9))
  const bytes = encodeSnapshot(state)
  expect(decodeSnapshot(bytes)).toEqual(state)
  for (const wrong of [
    new Uint8Array(),
    bytes.subarray(1),
    bytes.subarray(0, -1),
    Uint8Array.of(...bytes, 0),
  ])
    expect(() => decodeSnapshot(wrong)).toThrow()
})

import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { partsOf } from '#shared/record/schema.ts'
import { toWire } from './bytes.ts'
import { OpenDoc } from './open-doc.ts'

test('[E1] an editor reads what Nkechi just did before a change of Tomás enters the document', () => {
  const open = new OpenDoc({ local: () => {}, caretMoved: () => {}, shownChanged: () => {}, begun: () => {} })
  const seen: number[] = []
  const length = () => partsOf(open.doc).whatHappened.length
  open.editors.register('whatHappened', { detach: () => undefined, read: () => void seen.push(length()) })
  const tomas = new Y.Doc()
  partsOf(tomas).whatHappened.push([new Y.XmlElement('paragraph')])
  expect(open.apply(toWire(Y.encodeStateAsUpdate(tomas)))).toBe(true)
  expect(seen).toEqual([0])
  expect(length()).toBe(1)
})

// What the editor binding does by itself, and what this folder relies on. When an update of the binding turns one of
// these red, read followed-doc.ts, editors.ts and carets.ts again.

import { Schema } from '@tiptap/pm/model'
import { relativePositionToAbsolutePosition, yXmlFragmentToProseMirrorRootNode } from '@tiptap/y-tiptap'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { partsOf } from '#shared/record/schema.ts'
import { followedDoc } from './followed-doc.ts'

const schema = new Schema({
  nodes: {
    doc: { content: 'block+' },
    paragraph: { group: 'block', content: 'text*' },
    text: {},
  },
})

function foreignWords(): Uint8Array {
  const doc = new Y.Doc()
  partsOf(doc).whatHappened.push([new Y.XmlElement('video'), new Y.XmlElement('paragraph')])
  return Y.encodeStateAsUpdate(doc)
}

test('an editor that merely reads a fragment deletes from it what its schema does not know', () => {
  const doc = new Y.Doc()
  Y.applyUpdate(doc, foreignWords())
  const written: unknown[] = []
  doc.on('update', (_update, origin) => written.push(origin))
  yXmlFragmentToProseMirrorRootNode(partsOf(doc).whatHappened, schema)
  expect(written.length).toBeGreaterThan(0)
  expect(partsOf(doc).whatHappened.toString()).toBe('<paragraph></paragraph>')
})

test('such a repair, made when a remote change is shown, is found and never offered for pushing', () => {
  const offered: Uint8Array[] = []
  const followed = followedDoc({ local: (update) => offered.push(update), beforeShown: () => {} })
  const { whatHappened } = partsOf(followed.doc)
  whatHappened.observeDeep(() => yXmlFragmentToProseMirrorRootNode(whatHappened, schema))
  expect(followed.apply(foreignWords())).toBe(false)
  expect(offered).toEqual([])
})

test('a caret in one question is no place in the other one’s editor', () => {
  const doc = new Y.Doc()
  const { whatHappened, whatWeDo } = partsOf(doc)
  whatWeDo.push([new Y.XmlElement('paragraph')])
  for (const type of [whatWeDo, whatWeDo.get(0) as Y.XmlElement]) {
    const caret = Y.createRelativePositionFromTypeIndex(type, 0)
    expect(relativePositionToAbsolutePosition(doc, whatHappened, caret, new Map())).toBe(null)
    expect(relativePositionToAbsolutePosition(doc, whatWeDo, caret, new Map())).not.toBe(null)
  }
})

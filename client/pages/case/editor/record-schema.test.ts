// The editor's schema against shared/record: what the record may hold, the editor shows whole, and writes nothing.

import { getSchema } from '@tiptap/core'
import type { Schema } from '@tiptap/pm/model'
import { initProseMirrorDoc, updateYFragment } from '@tiptap/y-tiptap'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { isShowable } from '#shared/record/read.ts'
import { elements, marks } from '#shared/record/schema.ts'
import { recordExtensions } from './record-schema.ts'

const schema: Schema = getSchema(recordExtensions())

type Inline = { text: string; marks: Record<string, object> } | { element: 'hardBreak' | 'mention' }
type Block =
  | { element: 'paragraph'; inline: Inline[] }
  | { element: 'bulletList' | 'orderedList'; start?: number; items: Block[][] }

const inline: fc.Arbitrary<Inline> = fc.oneof(
  fc.record({
    text: fc.string({ minLength: 1, maxLength: 8, unit: 'grapheme' }).map((text) => text.toWellFormed()),
    marks: fc.record(
      {
        bold: fc.constant({}),
        italic: fc.constant({}),
        link: fc.constantFrom<object>(
          { href: 'https://a.example' },
          { href: 'mailto:a@b.example', target: null },
        ),
      },
      { requiredKeys: [] },
    ) as fc.Arbitrary<Record<string, object>>,
  }),
  fc.constantFrom<Inline>({ element: 'hardBreak' }, { element: 'mention' }),
)
const { block } = fc.letrec<{ block: Block }>((tie) => ({
  block: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.record({ element: fc.constant('paragraph' as const), inline: fc.array(inline, { maxLength: 5 }) }),
    fc.record(
      {
        element: fc.constantFrom('bulletList' as const, 'orderedList' as const),
        start: fc.integer({ min: 0, max: 20 }),
        items: fc.array(fc.array(tie('block'), { maxLength: 2 }), { maxLength: 3 }),
      },
      { requiredKeys: ['element', 'items'] },
    ) as fc.Arbitrary<Block>,
  ),
}))

function inlineNode(piece: Inline): Y.XmlText | Y.XmlElement {
  if ('text' in piece) {
    const text = new Y.XmlText()
    text.insert(0, piece.text, piece.marks)
    return text
  }
  const node = new Y.XmlElement(piece.element)
  if (piece.element === 'mention') {
    node.setAttribute('id', '7f2d5a54-4c43-4f5c-8a5e-0c3e3d1b2a10')
    node.setAttribute('kind', 'person')
  }
  return node
}

function blockNode(one: Block): Y.XmlElement {
  const node = new Y.XmlElement(one.element)
  if (one.element === 'paragraph') {
    node.insert(0, one.inline.map(inlineNode))
    return node
  }
  if (one.element === 'orderedList' && one.start !== undefined)
    node.setAttribute('start', one.start as unknown as string)
  node.insert(
    0,
    one.items.map((blocks) => {
      const item = new Y.XmlElement('listItem')
      item.insert(0, blocks.map(blockNode))
      return item
    }),
  )
  return node
}

function recordOf(blocks: Block[]): Y.XmlFragment {
  const writer = new Y.Doc()
  writer.getXmlFragment('whatHappened').insert(0, blocks.map(blockNode))
  const reader = new Y.Doc()
  Y.applyUpdate(reader, Y.encodeStateAsUpdate(writer))
  return reader.getXmlFragment('whatHappened')
}

describe('[E1] the editor and the record', () => {
  test('know the same elements and marks', () => {
    const own = Object.keys(schema.nodes).filter((name) => name !== 'doc' && name !== 'text')
    expect(own.sort()).toEqual(Object.keys(elements).sort())
    expect(Object.keys(schema.marks).sort()).toEqual(Object.keys(marks).sort())
    for (const [name, attributes] of Object.entries(elements))
      expect(Object.keys(schema.nodes[name]!.spec.attrs ?? {}).sort()).toEqual(Object.keys(attributes).sort())
  })

  test('whatever can be shown is shown whole, and showing it changes nothing', () => {
    fc.assert(
      fc.property(fc.array(block, { minLength: 1, maxLength: 4 }), (blocks) => {
        const fragment = recordOf(blocks)
        expect(isShowable(fragment)).toBe(true)
        let writes = 0
        fragment.doc!.on('update', () => writes++)
        const { doc, mapping } = initProseMirrorDoc(fragment, schema)
        doc.check()
        expect(doc.childCount).toBe(blocks.length)
        fragment.doc!.transact(() =>
          updateYFragment(fragment.doc!, fragment, doc, { mapping, isOMark: new Map() }),
        )
        expect(writes).toBe(0)
      }),
    )
  })

  test('an empty record shows a line to write in', () => {
    expect(schema.topNodeType.createAndFill()!.childCount).toBe(1)
  })
})

// Whatever comes out of the document, the editor shows exactly that, and what did not change is the very same node as before.

import { getSchema } from '@tiptap/core'
import type { Node } from '@tiptap/pm/model'
import { EditorState } from '@tiptap/pm/state'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { recordExtensions } from './record-schema.ts'
import { replaceWhatDiffers } from './shown-changes.ts'

const schema = getSchema(recordExtensions())
const line = (text: string): Node => schema.node('paragraph', null, text ? [schema.text(text)] : [])
const list = (...lines: string[]): Node =>
  schema.node(
    'bulletList',
    null,
    lines.map((text) => schema.node('listItem', null, [line(text)])),
  )
const docOf = (blocks: readonly Node[]): Node => schema.node('doc', null, blocks)

/** The document that is shown once `after` has come. */
function shown(before: Node, after: Node): Node {
  const { tr } = EditorState.create({ doc: before })
  expect(replaceWhatDiffers(tr, after.content)).toBe(true)
  return tr.doc
}

const words = fc.constantFrom('', 'a', 'ab', 'aa', 'One.', 'One. two')
const block = fc.oneof(
  words.map(line),
  fc.array(words, { maxLength: 3 }).map((all) => list(...all)),
)
const blocks = fc.array(block, { minLength: 1, maxLength: 6 }).map(docOf)

it('[SY27] any text becomes any other', () => {
  fc.assert(
    fc.property(blocks, blocks, (before, after) => {
      expect(shown(before, after).eq(after)).toBe(true)
    }),
    { numRuns: 2_000 },
  )
})

it.each([
  ['above the only line', ['One.'], ['new', 'One.'], 0, 1],
  ['below the only line', ['One.'], ['One.', 'new'], 0, 0],
  ['above one that begins alike', ['One.', 'two'], ['One. and', 'One.', 'two'], 0, 1],
  ['below one that ends alike', ['two', 'One.'], ['two', 'One.', 'and One.'], 1, 1],
  ['between', ['a', 'b'], ['a', 'new', 'b'], 1, 2],
  ['less above', ['new', 'One.'], ['One.'], 1, 0],
] as const)('[SY27] a line %s: what stands beside it is the same node', (_, before, after, was, is) => {
  const old = docOf(before.map(line))
  expect(shown(old, docOf(after.map(line))).child(is)).toBe(old.child(was))
})

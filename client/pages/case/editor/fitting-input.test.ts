// What comes into an editor without any clipboard: letters in halves, and what no record holds.

import { getSchema } from '@tiptap/core'
import { EditorState, type Plugin, TextSelection } from '@tiptap/pm/state'
import { expect, it } from 'vitest'
import { fittingInput, isTooMuch } from './fitting-input.ts'
import { recordExtensions } from './record-schema.ts'

const schema = getSchema(recordExtensions())
const said: string[] = []
const make = fittingInput((text) => said.push(text)).config.addProseMirrorPlugins as () => Plugin[]

function stateOf(text: string): EditorState {
  const doc = schema.node('doc', null, [schema.node('paragraph', null, [schema.text(text)])])
  return EditorState.create({ doc, plugins: make(), selection: TextSelection.create(doc, 2) })
}
/** At the caret, which stands behind the first letter at first. */
const type = (state: EditorState, text: string) => state.apply(state.tr.insertText(text))
const textOf = (state: EditorState) => state.doc.textContent

it('[SY18] a letter that comes in two halves is there once the second one is', () => {
  const half = type(stateOf('ab'), '\ud83d')
  expect(textOf(half)).toBe('a\ud83db')
  expect(textOf(type(half, '\ude42'))).toBe('a🙂b')
})

it('[SY18] a half whose other one never comes is left out with the next letter', () => {
  const half = type(stateOf('ab'), '\ud83d')
  expect(textOf(type(half, 'c'))).toBe('acb')
  expect(textOf(type(stateOf('ab'), '\ude42'))).toBe('ab')
})

it('[SY25] what no record holds is left out, wherever it comes from', () => {
  expect(textOf(type(stateOf('ab'), 'di\0\0erent'))).toBe('adierentb')
})

it('[SY25] an item that would stand deeper than a record goes is said no to, and stays where it was', () => {
  const nested = (levels: number): ReturnType<typeof schema.node> =>
    levels === 0
      ? schema.node('paragraph', null, [schema.text('deepest')])
      : schema.node('bulletList', null, [schema.node('listItem', null, [nested(levels - 1)])])
  const state = EditorState.create({ doc: schema.node('doc', null, [nested(11)]), plugins: make() })
  const deeper = state.apply(state.tr.insert(22, nested(1)))
  expect(deeper.doc.eq(state.doc)).toBe(true)
  expect(said).toEqual(['Lists go no deeper than this. Nothing was changed.'])
  expect(isTooMuch(state.doc.content)).toBe(false)
})

import { expect, it } from 'vitest'
import type { DisplayBlock, DisplayPiece } from '#shared/protocol/display.ts'
import { cutBlocks } from './cut-blocks.ts'

const block = (...pieces: DisplayPiece[]): DisplayBlock => ({ mark: 'none', depth: 0, pieces })
const cut = (blocks: DisplayBlock[], room: number): string =>
  cutBlocks(blocks, room)
    .map(({ pieces }) => pieces.map((piece) => ('text' in piece ? piece.text : `[${piece.chip}]`)).join(''))
    .join('\n')

const two = [block({ text: 'He followed her to the door.' }), block({ text: 'Then he left the room.' })]

it('[RD7] a text is cut behind a word, with the sign that it goes on', () => {
  expect(cut(two, 15)).toBe('He followed…')
  expect(cut(two, 12)).toBe('He…')
  expect(cut(two, 40)).toBe('He followed her to the door.\nThen he…')
})

it('what ends with a whole block loses its last word to the sign', () => {
  expect(cut(two, 28)).toBe('He followed her to the…')
})

it('a chip is there whole or not at all', () => {
  const chips = [block({ text: 'Then ' }, { chip: 'Reported person' }, { text: ' left the room.' })]
  expect(cut(chips, 12)).toBe('Then …')
  expect(cut(chips, 26)).toBe('Then [Reported person]…')
})

it('a script without spaces is cut between two letters, never inside one', () => {
  expect(cut([block({ text: '服'.repeat(60) })], 50)).toBe(`${'服'.repeat(47)}…`)
  const family = '👩‍👩‍👧'
  expect(cut([block({ text: family.repeat(20) })], family.length * 5 + 3)).toBe(`${family.repeat(3)}…`)
})

it('where there is no room nothing is left', () => {
  expect(cut(two, 0)).toBe('')
})

// A text as far as there is room for it: up to the end of a word, with the sign that it goes on.

import type { DisplayBlock, DisplayPiece } from '#shared/protocol/display.ts'

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })
/** A word that is longer is cut between two letters: scripts without spaces are one word to us. */
const longestWord = 40

const lettersOf = (piece: DisplayPiece): string => ('text' in piece ? piece.text : piece.chip)

/**
 * The first blocks, so that they show no more than so many signs, the mark of what is left out among them.
 * A chip is there whole or not at all.
 * @param room how many signs there is room for, UTF-16 units
 */
export function cutBlocks(blocks: readonly DisplayBlock[], room: number): DisplayBlock[] {
  let left = room
  const kept: DisplayBlock[] = []
  for (const block of blocks) {
    const length = block.pieces.reduce((sum, piece) => sum + lettersOf(piece).length, 0)
    if (length <= left) {
      kept.push(block)
      left -= length
      continue
    }
    const pieces = cutPieces(block.pieces, left)
    if (pieces.length > 0) return [...kept, { ...block, pieces: [...pieces, { text: '…' }] }]
    break
  }
  const last = kept.at(-1)
  return last ? [...kept.slice(0, -1), { ...last, pieces: cutEnd(last.pieces) }] : []
}

/** The end of a block that was whole makes room for the sign. */
function cutEnd(pieces: readonly DisplayPiece[]): DisplayPiece[] {
  const length = pieces.reduce((sum, piece) => sum + lettersOf(piece).length, 0)
  return [...cutPieces(pieces, length), { text: '…' }]
}

function cutPieces(pieces: readonly DisplayPiece[], room: number): DisplayPiece[] {
  let left = room
  const kept: DisplayPiece[] = []
  for (const piece of pieces) {
    const letters = lettersOf(piece)
    if (letters.length < left) {
      kept.push(piece)
      left -= letters.length
      continue
    }
    if ('text' in piece) {
      const text = upToWord(letters.slice(0, left))
      if (text) kept.push({ ...piece, text })
    }
    break
  }
  return kept
}

function upToWord(whole: string): string {
  const text = whole.trimEnd()
  const space = text.search(/\s\S*$/u)
  if (space >= 0 && text.length - space <= longestWord) return text.slice(0, space).trimEnd()
  const all = [...graphemes.segment(text)]
  // The last one may be half, and two more make room for the sign.
  return text.slice(0, all.at(-3)?.index ?? 0)
}

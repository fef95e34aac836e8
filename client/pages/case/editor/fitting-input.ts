// What a person brings in, made to fit a record before it enters the document: what the server's guard would refuse is left out
// where nobody would miss it, and is said no to where they would. An editor writes whatever stands in it, so this is the
// last place where a no costs nothing.

import { Extension } from '@tiptap/core'
import type { Fragment, Node } from '@tiptap/pm/model'
import { type EditorState, Plugin, type Transaction } from '@tiptap/pm/state'
import { limits } from '#shared/limits.ts'
import { neverStored } from '#shared/text/storable.ts'
import { isFromRecord } from './local-edits.ts'

/** What a person is told when something cannot come in. */
export type SayNo = (text: string) => void

const places = limits.maxPastedBlocks.toLocaleString('en')
export const tooLongWords = `That is too much at once: at most ${places} lines fit. Nothing was added. Take it in parts.`
export const tooDeepWords = 'Lists go no deeper than this. Nothing was changed.'

/** Whether a text, or the slice made of it, is more than one paste may be. */
export const isTooLong = (text: string): boolean =>
  text.length > limits.maxPastedChars ||
  (text.length > limits.maxPastedBlocks && text.split('\n').length > limits.maxPastedBlocks)

/** @returns whether these are more words or blocks than one paste may be */
export function isTooMuch(content: Fragment): boolean {
  let [blocks, chars] = [0, 0]
  content.descendants((node) => {
    if (node.isText) chars += node.nodeSize
    else if (node.isTextblock) blocks += 1
    return chars <= limits.maxPastedChars && blocks <= limits.maxPastedBlocks
  })
  return chars > limits.maxPastedChars || blocks > limits.maxPastedBlocks
}

/** Where two documents differ, as places in the second; undefined where they don't. */
export function changedRange(before: Node, after: Node): { from: number; to: number } | undefined {
  const from = before.content.findDiffStart(after.content)
  if (from === null) return undefined
  const end = before.content.findDiffEnd(after.content)
  // Where the same letter stands twice, both searches may have passed over it.
  return { from, to: Math.max(from, end?.b ?? from) }
}

/** The text in a paragraph is one level below it. */
const deepestBlock = limits.maxDepth - 1

function isTooDeep(before: Node, after: Node): boolean {
  const range = changedRange(before, after)
  if (!range) return false
  let isDeeper = false
  after.nodesBetween(range.from, Math.min(range.to, after.content.size), (node, pos) => {
    if (node.isBlock && after.resolve(pos).depth + 1 > deepestBlock) isDeeper = true
    return !isDeeper && node.isBlock && !node.isTextblock
  })
  return isDeeper
}

/** U+0000, and halves of letters; but not one right before the caret, of which the other half may be about to come. */
function notStored(text: string, at: number, caret: number): number[] {
  const found: number[] = []
  for (let index = 0; index < text.length; index++) {
    const isHalf = !text[index]!.isWellFormed()
    const isWhole = isHalf && text.slice(index, index + 2).isWellFormed() && index + 1 < text.length
    if (isWhole) index++
    else if (text[index] === neverStored || (isHalf && !isHigh(text[index]!, at + index + 1 === caret)))
      found.push(at + index)
  }
  return found
}
const isHigh = (half: string, isBeforeCaret: boolean): boolean => isBeforeCaret && half < '\udc00'

/** Takes out again what no record holds. */
function withoutTheUnstorable(before: EditorState, after: EditorState): Transaction | null {
  const range = changedRange(before.doc, after.doc)
  if (!range) return null
  const bad: number[] = []
  // A half may have found its other half just outside of what changed.
  const [from, to] = [Math.max(0, range.from - 1), Math.min(after.doc.content.size, range.to + 1)]
  after.doc.nodesBetween(from, to, (node, pos) => {
    if (node.isText) bad.push(...notStored(node.text!, pos, after.selection.head))
  })
  if (bad.length === 0) return null
  const tr = after.tr
  for (const at of bad.reverse()) tr.delete(at, at + 1)
  return tr
}

/** @param sayNo called when something a person did cannot come in, and did not */
export const fittingInput = (sayNo: SayNo) =>
  Extension.create({
    name: 'fittingInput',
    priority: 1_500,
    addProseMirrorPlugins: () => {
      const refuseLong = (event: Event, data: DataTransfer | null) => {
        if (!isTooLong(data?.getData('text/plain') ?? '')) return false
        event.preventDefault()
        sayNo(tooLongWords)
        return true
      }
      return [
        new Plugin({
          filterTransaction(tr) {
            if (!tr.docChanged || isFromRecord(tr) || !isTooDeep(tr.before, tr.doc)) return true
            sayNo(tooDeepWords)
            return false
          },
          appendTransaction: (trs, before, after) =>
            trs.some((tr) => tr.docChanged && !isFromRecord(tr)) ? withoutTheUnstorable(before, after) : null,
          props: {
            // Before the editor reads it, which for a very long text is what takes the time.
            handleDOMEvents: {
              paste: (_view, event) => refuseLong(event, event.clipboardData),
              drop: (_view, event) => refuseLong(event, event.dataTransfer),
            },
            handlePaste: (_view, _event, slice) => {
              if (!isTooMuch(slice.content)) return false
              sayNo(tooLongWords)
              return true
            },
            handleDrop: (_view, _event, slice) => {
              if (!isTooMuch(slice.content)) return false
              sayNo(tooLongWords)
              return true
            },
          },
        }),
      ]
    },
  })

// What comes in from outside keeps its words and its lists and loses everything else: marks, links, styles,
// pictures. Chips stay where they are of this case; elsewhere they would carry an id into another record.

import { Extension } from '@tiptap/core'
import { Fragment, type Node, Slice } from '@tiptap/pm/model'
import { Plugin } from '@tiptap/pm/state'
import { yUndoPluginKey } from '@tiptap/y-tiptap'
import { storable } from '#shared/text/storable.ts'
import { withRealLists } from './word-lists.ts'

type Knows = (mention: { id: string; kind: string }) => boolean

/** Lists in lists of what is pasted; a web page made of lists for its looks has dozens. */
const deepestList = 5

const isList = (node: Node): boolean => node.type.name === 'bulletList' || node.type.name === 'orderedList'

/** The words and lists of a node, without marks; chips that `knows` refuses are left out. */
function plain(node: Node, knows: Knows, lists: number): Node[] {
  if (node.type.name === 'mention')
    return knows({ id: String(node.attrs.id), kind: String(node.attrs.kind) }) ? [node.mark([])] : []
  if (node.isText || node.isLeaf) return [node.mark([])]
  const inside = plainNodes(node.content, knows, isList(node) ? lists + 1 : lists)
  // Its items' lines come to stand in the item around it.
  if (isList(node) && lists >= deepestList) return inside.flatMap((item) => [...item.content.content])
  return [node.copy(Fragment.fromArray(inside))]
}

const plainNodes = (content: Fragment, knows: Knows, lists: number): Node[] =>
  content.content.flatMap((node) => plain(node, knows, lists))

/** A pasted slice as it may come in. */
export function plainSlice(slice: Slice, knows: Knows): Slice {
  const content = Fragment.fromArray(plainNodes(slice.content, knows, 0))
  // Where lists were taken away, fewer nodes stand open at its ends.
  const most = Slice.maxOpen(content)
  return new Slice(content, Math.min(slice.openStart, most.openStart), Math.min(slice.openEnd, most.openEnd))
}

/** Cells of a table stay apart: the record has no tables, and two names run together are none that a mask knows. */
export const partedCells = (html: string): string =>
  html
    .replace(/(<\/t[dh]\s*>)(?=\s{0,99}<\/tr\s*>[\s\S]{0,999}?<tr)/giu, '<br>$1')
    .replace(/<\/t[dh]\s*>/giu, ' $&')

/** Paste and drop through the sieve; files are not taken here. */
export const plainPaste = (knows: Knows) =>
  Extension.create({
    name: 'plainPaste',
    addProseMirrorPlugins: () => [
      new Plugin({
        props: {
          // Before it is read as markup, which has a sign of its own for it.
          transformPastedHTML: (html) => withRealLists(partedCells(storable(html))),
          transformPastedText: storable,
          transformPasted: (slice) => plainSlice(slice, knows),
          handleDrop: (_view, event) => Boolean(event.dataTransfer?.files.length),
          handlePaste: (view, event) => {
            // One undo takes back what was pasted, and nothing that was typed before it.
            const undo = yUndoPluginKey.getState(view.state) as
              | { undoManager?: { stopCapturing(): void } }
              | undefined
            undo?.undoManager?.stopCapturing()
            const data = event.clipboardData
            return Boolean(data?.files.length) && !data?.types.includes('text/plain')
          },
        },
      }),
    ],
  })

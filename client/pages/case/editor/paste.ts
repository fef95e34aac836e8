// What comes in from outside keeps its words and its lists and loses everything else: marks, links, styles,
// pictures. Chips stay where they are of this case; elsewhere they would carry an id into another record.

import { Extension } from '@tiptap/core'
import { Fragment, type Node, Slice } from '@tiptap/pm/model'
import { Plugin } from '@tiptap/pm/state'
import { yUndoPluginKey } from '@tiptap/y-tiptap'

/** The words and lists of a node, without marks; chips that `knows` refuses are left out. */
function plain(node: Node, knows: (mention: { id: string; kind: string }) => boolean): Node[] {
  if (node.type.name === 'mention')
    return knows({ id: String(node.attrs.id), kind: String(node.attrs.kind) }) ? [node.mark([])] : []
  if (node.isText || node.isLeaf) return [node.mark([])]
  return [node.copy(plainContent(node.content, knows))]
}

function plainContent(content: Fragment, knows: Parameters<typeof plain>[1]): Fragment {
  const nodes: Node[] = []
  content.forEach((node) => {
    nodes.push(...plain(node, knows))
  })
  return Fragment.fromArray(nodes)
}

/** A pasted slice as it may come in. */
export const plainSlice = (slice: Slice, knows: Parameters<typeof plain>[1]): Slice =>
  new Slice(plainContent(slice.content, knows), slice.openStart, slice.openEnd)

/** Cells of a table stay apart: the record has no tables, and two names run together are none that a mask knows. */
export const partedCells = (html: string): string =>
  html
    .replace(/(<\/t[dh]\s*>)(?=\s{0,99}<\/tr\s*>[\s\S]{0,999}?<tr)/giu, '<br>$1')
    .replace(/<\/t[dh]\s*>/giu, ' $&')

/** Paste and drop through the sieve; files are not taken here. */
export const plainPaste = (knows: Parameters<typeof plain>[1]) =>
  Extension.create({
    name: 'plainPaste',
    addProseMirrorPlugins: () => [
      new Plugin({
        props: {
          transformPastedHTML: partedCells,
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

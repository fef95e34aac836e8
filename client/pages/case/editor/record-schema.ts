// The editor's schema: exactly the elements and marks of shared/record/schema.ts, and as wide as isShowable
// (lists and items may be empty). Wherever the two differ, an editor would find something to repair, and
// an editor's repair is a change nobody made. Nothing else of the kit is here.

import { type AnyExtension, type Editor, Mark, Node, wrappingInputRule } from '@tiptap/core'
import { Bold } from '@tiptap/extension-bold'
import { Document } from '@tiptap/extension-document'
import { HardBreak } from '@tiptap/extension-hard-break'
import { Italic } from '@tiptap/extension-italic'
import { BulletList } from '@tiptap/extension-list/bullet-list'
import { ListItem } from '@tiptap/extension-list/item'
import { ListKeymap } from '@tiptap/extension-list/keymap'
import { OrderedList } from '@tiptap/extension-list/ordered-list'
import { Paragraph } from '@tiptap/extension-paragraph'
import { Text } from '@tiptap/extension-text'
import type { NodeType } from '@tiptap/pm/model'
import { elements, insides, isMarkValue } from '#shared/record/schema.ts'

/** What stands in an element, as the editor kit wants it said. */
const contentOf = (element: string): string => {
  const pieces = insides[element]!
  return pieces.length > 0 ? `(${pieces.join(' | ')})*` : ''
}

/** Enter goes on with a list; Tab is left alone, because it must always move on to the next field. */
const withoutTab = {
  content: contentOf('listItem'),
  addKeyboardShortcuts() {
    const { editor } = this as unknown as { editor: Editor }
    return {
      Enter: () => editor.commands.splitListItem('listItem'),
      'Mod-]': () => editor.commands.sinkListItem('listItem'),
      'Mod-[': () => editor.commands.liftListItem('listItem'),
    }
  },
}

/** What a pasted or typed list begins with counts as far as a record may hold it; signs of its own kind it has none. */
const orderedList = {
  content: contentOf('orderedList'),
  addAttributes: () => ({
    start: {
      default: 1,
      parseHTML: (list: HTMLElement) => {
        const start = Number(list.getAttribute('start') ?? 1)
        return elements.orderedList!.start!(start) ? start : 1
      },
    },
    type: { default: null, parseHTML: () => null },
  }),
  /** The kit's only one makes lists with letters of what is pasted, which no record holds. */
  addProseMirrorPlugins: () => [],
  addInputRules() {
    const { type } = this as unknown as { type: NodeType }
    return [
      wrappingInputRule({
        find: /^(\d{1,5})\.\s$/,
        type,
        getAttributes: ([, start]) => ({ start: Number(start) }),
        joinPredicate: ([, start], node) => node.childCount + Number(node.attrs.start) === Number(start),
      }),
    ]
  },
}

/**
 * A link that somebody pasted or another client wrote. Attributes default to nothing, so that showing it never adds to it. Not the
 * kit's own: that brings a finder of links, which is never asked here and which a phone would have to load.
 */
const link = Mark.create({
  name: 'link',
  priority: 1_000,
  keepOnSplit: false,
  exitable: true,
  inclusive: false,
  addAttributes: () =>
    Object.fromEntries(['href', 'target', 'rel', 'class', 'title'].map((name) => [name, { default: null }])),
  parseHTML: () => [
    {
      tag: 'a[href]',
      getAttrs: (element) => isMarkValue('link', { href: element.getAttribute('href') }) && null,
    },
  ],
  renderHTML({ mark }) {
    const href = isMarkValue('link', { href: mark.attrs.href }) ? mark.attrs.href : null
    return ['a', { href, target: '_blank', rel: 'noopener noreferrer' }, 0] as const
  },
})

const recordKit: AnyExtension[] = [
  Document,
  Paragraph.extend({
    content: contentOf('paragraph'),
    // Each runs in the direction of its own words.
    renderHTML: () => ['p', { dir: 'auto' }, 0],
  }),
  Text,
  HardBreak,
  Bold,
  Italic,
  link,
  BulletList.extend({ content: contentOf('bulletList') }).configure({ itemTypeName: 'listItem' }),
  OrderedList.extend(orderedList),
  ListItem.extend(withoutTab),
  ListKeymap,
]

/** A person of the case or a member, by id: what stands there is looked up for whoever reads it. */
export const mentionNode = Node.create({
  name: 'mention',
  group: 'inline',
  inline: true,
  atom: true,
  selectable: false,
  draggable: false,
  addAttributes: () => ({ id: { default: null }, kind: { default: 'person' } }),
  parseHTML: () => [
    {
      tag: 'span[data-mention]',
      getAttrs: (element) => ({
        id: element.getAttribute('data-mention'),
        kind: element.getAttribute('data-kind') === 'member' ? 'member' : 'person',
      }),
    },
  ],
  renderHTML: ({ node }) => ['span', { 'data-mention': node.attrs.id, 'data-kind': node.attrs.kind }],
})

/** @param mention the mention node, extended by the editor with its drawing and its typing */
export const recordExtensions = (mention: AnyExtension = mentionNode): AnyExtension[] => [
  ...recordKit,
  mention,
]

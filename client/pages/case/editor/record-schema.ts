// The editor's schema: exactly the elements and marks of shared/record/schema.ts, and as wide as isShowable
// (lists and items may be empty). Wherever the two differ, an editor would find something to repair, and
// an editor's repair is a change nobody made. Nothing else of the kit is here.

import { type AnyExtension, type Editor, Mark, Node } from '@tiptap/core'
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
import { isMarkValue } from '#shared/record/schema.ts'

/** Enter goes on with a list; Tab is left alone, because it must always move on to the next field. */
const withoutTab = {
  content: 'block*',
  addKeyboardShortcuts() {
    const { editor } = this as unknown as { editor: Editor }
    return {
      Enter: () => editor.commands.splitListItem('listItem'),
      'Mod-]': () => editor.commands.sinkListItem('listItem'),
      'Mod-[': () => editor.commands.liftListItem('listItem'),
    }
  },
}
const mayBeEmpty = { content: 'listItem*' }

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
  Paragraph,
  Text,
  HardBreak,
  Bold,
  Italic,
  link,
  BulletList.extend(mayBeEmpty).configure({ itemTypeName: 'listItem' }),
  OrderedList.extend(mayBeEmpty),
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

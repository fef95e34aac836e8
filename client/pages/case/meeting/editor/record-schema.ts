// The editor's schema: exactly the elements and marks of shared/record/schema.ts, and as wide as isShowable
// (lists and items may be empty). Wherever the two differ, an editor would find something to repair, and
// an editor's repair is a change nobody made. Everything else of the kit is switched off.

import { type AnyExtension, Node } from '@tiptap/core'
import { StarterKit } from '@tiptap/starter-kit'
import { isMarkValue } from '#shared/record/schema.ts'

/** Enter goes on with a list; Tab is left alone, because it must always move on to the next field. */
const withoutTab = {
  content: 'block*',
  addKeyboardShortcuts() {
    const { editor } = this as unknown as { editor: import('@tiptap/core').Editor }
    return {
      Enter: () => editor.commands.splitListItem('listItem'),
      'Mod-]': () => editor.commands.sinkListItem('listItem'),
      'Mod-[': () => editor.commands.liftListItem('listItem'),
    }
  },
}

/** Attributes default to nothing, so that showing a link never adds to it. */
const plainLink = {
  inclusive: false,
  addAttributes: () =>
    Object.fromEntries(['href', 'target', 'rel', 'class', 'title'].map((name) => [name, { default: null }])),
  renderHTML({ mark }: { mark: { attrs: Record<string, unknown> } }) {
    const href = isMarkValue('link', { href: mark.attrs.href }) ? mark.attrs.href : null
    return ['a', { href, target: '_blank', rel: 'noopener noreferrer' }, 0] as const
  },
}

/** The kit with the list item and the link as the record has them. */
const recordKit = StarterKit.extend({
  addExtensions() {
    const parts: AnyExtension[] = this.parent?.() ?? []
    return parts.map((part) => {
      if (part.name === 'listItem') return part.extend(withoutTab as object)
      if (part.name === 'bulletList' || part.name === 'orderedList')
        return part.extend({ content: 'listItem*' } as object)
      if (part.name === 'link') return part.extend(plainLink as object)
      return part
    })
  },
}).configure({
  blockquote: false,
  code: false,
  codeBlock: false,
  dropcursor: false,
  gapcursor: false,
  heading: false,
  horizontalRule: false,
  strike: false,
  trailingNode: false,
  underline: false,
  undoRedo: false,
  bulletList: { itemTypeName: 'listItem' },
  link: { openOnClick: false, autolink: false, linkOnPaste: false, protocols: [] },
})

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
export const recordExtensions = (mention: AnyExtension = mentionNode): AnyExtension[] => [recordKit, mention]

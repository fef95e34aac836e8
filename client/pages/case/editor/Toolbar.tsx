// The few things text can be here. Shown while the editor has the focus; its keys work without it.

import { IconBold, IconItalic, IconList, IconListNumbers } from '@tabler/icons-react'
import type { Editor } from '@tiptap/core'
import { type KeyboardEvent, useCallback, useRef, useSyncExternalStore } from 'react'
import styles from './editor.module.css'

const tools = [
  {
    name: 'bold',
    label: 'Bold',
    Icon: IconBold,
    run: (editor: Editor) => editor.chain().focus().toggleBold().run(),
  },
  {
    name: 'italic',
    label: 'Italic',
    Icon: IconItalic,
    run: (editor: Editor) => editor.chain().focus().toggleItalic().run(),
  },
  {
    name: 'bulletList',
    label: 'Bulleted list',
    Icon: IconList,
    run: (editor: Editor) => editor.chain().focus().toggleBulletList().run(),
  },
  {
    name: 'orderedList',
    label: 'Numbered list',
    Icon: IconListNumbers,
    run: (editor: Editor) => editor.chain().focus().toggleOrderedList().run(),
  },
] as const

/** Whether the editor has the focus, and which tools are on where its caret is. */
function useLook(editor: Editor): { isFocused: boolean; active: string[] } {
  const follow = useCallback(
    (changed: () => void) => {
      editor.on('transaction', changed).on('focus', changed).on('blur', changed)
      return () => void editor.off('transaction', changed).off('focus', changed).off('blur', changed)
    },
    [editor],
  )
  // One text, so that it is drawn anew only when it is another.
  const look = useSyncExternalStore(follow, () =>
    [
      editor.isFocused ? 'focused' : '',
      ...tools.filter(({ name }) => editor.isActive(name)).map(({ name }) => name),
    ].join(),
  )
  const [focus, ...active] = look.split(',')
  return { isFocused: focus === 'focused', active }
}

export function Toolbar({ editor, label }: { editor: Editor; label: string }) {
  const bar = useRef<HTMLDivElement>(null)
  const { isFocused, active } = useLook(editor)
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
    const buttons = [...(bar.current?.querySelectorAll('button') ?? [])]
    const at = buttons.indexOf(document.activeElement as HTMLButtonElement)
    if (!step || at < 0) return
    event.preventDefault()
    buttons[(at + step + buttons.length) % buttons.length]?.focus()
  }
  return (
    <div
      ref={bar}
      role="toolbar"
      aria-label={`Format: ${label}`}
      className={styles.toolbar}
      data-shown={isFocused || undefined}
      onKeyDown={onKeyDown}
    >
      {tools.map(({ name, label: tool, Icon, run }, index) => (
        <button
          key={name}
          type="button"
          tabIndex={index === 0 ? 0 : -1}
          aria-label={tool}
          aria-pressed={active.includes(name)}
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => run(editor)}
        >
          <Icon aria-hidden />
        </button>
      ))}
    </div>
  )
}

// A one-line field whose recognised parts are coloured: the field itself is an ordinary input, its letters are
// drawn by a copy behind it, letter for letter in the same place. The copy is for the eye only.

import { type KeyboardEvent, useLayoutEffect, useRef } from 'react'
import type { QuickAddPart } from '#shared/tasks/quick-add.ts'
import styles from './quick-add.module.css'

type Given = {
  id: string
  label: string
  placeholder: string
  describedBy: string
  text: string
  parts: readonly QuickAddPart[]
  onChange: (text: string) => void
  onKeyDown: (event: KeyboardEvent<HTMLInputElement>) => void
}

function pieces(text: string, parts: readonly QuickAddPart[]) {
  const cut: { at: number; text: string; kind?: QuickAddPart['kind'] }[] = []
  let at = 0
  for (const { from, to, kind } of parts) {
    if (from > at) cut.push({ at, text: text.slice(at, from) })
    cut.push({ at: from, text: text.slice(from, to), kind })
    at = to
  }
  cut.push({ at, text: text.slice(at) })
  return cut
}

export function HighlightedInput(given: Given) {
  const { id, label, placeholder, describedBy, text, parts, onChange, onKeyDown } = given
  const input = useRef<HTMLInputElement>(null)
  const copy = useRef<HTMLSpanElement>(null)
  const follow = () => {
    if (!copy.current || !input.current) return
    // Asking how far it is scrolled makes the browser lay out the page at once; an empty field is not scrolled.
    const scrolled = input.current.value ? input.current.scrollLeft : 0
    copy.current.style.transform = `translateX(${-scrolled}px)`
  }
  useLayoutEffect(follow)
  return (
    <span className={styles.lines}>
      <span className={styles.copyFrame} aria-hidden="true">
        <span ref={copy} className={styles.copy}>
          {pieces(text, parts).map((piece) => (
            <span key={piece.at} className={piece.kind && styles[piece.kind]}>
              {piece.text}
            </span>
          ))}
        </span>
      </span>
      <input
        ref={input}
        id={id}
        type="text"
        aria-label={label}
        aria-describedby={describedBy}
        placeholder={placeholder}
        autoComplete="off"
        autoCapitalize="none"
        enterKeyHint="done"
        className={styles.input}
        value={text}
        onChange={(event) => onChange(event.currentTarget.value)}
        onKeyDown={onKeyDown}
        onScroll={follow}
        onSelect={follow}
      />
    </span>
  )
}

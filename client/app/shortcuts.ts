// The keyboard of the whole app. Sequences (G then B) and single keys work outside text fields and can be switched
// off in Settings; Ctrl/⌘ K and F6 work everywhere.

import { useEffect, useRef } from 'react'
import { useLocation } from 'wouter'
import { addresses } from '../ui/addresses.ts'
import { useSingleKeys } from '../ui/preferences.ts'
import { moveToRegion } from './regions.ts'

const sequenceMs = 1_500
const destinations: Readonly<Record<string, string>> = {
  b: addresses.board,
  t: addresses.myTasks,
  s: addresses.staff,
}

/** Whether keys belong to what has the focus: a field, an editor, a list that searches by letter. */
export function isForTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target.isContentEditable) return true
  if (target.closest('[role="textbox"], [role="combobox"], [role="menu"], [role="listbox"], dialog'))
    return true
  if (target instanceof HTMLInputElement)
    return !['checkbox', 'radio', 'button', 'submit'].includes(target.type)
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement
}

export function useShortcuts({ find, list }: { find: () => void; list: () => void }): void {
  const [path, navigate] = useLocation()
  const isOn = useSingleKeys()
  const goneAtMs = useRef(Number.NEGATIVE_INFINITY)

  useEffect(() => {
    const inCase = /^\/c\/[^/]+/u.exec(path)?.[0]
    const destinationOf = (key: string) =>
      destinations[key] ?? (key === 'm' ? inCase : key === 'r' && inCase ? `${inCase}/room` : undefined)

    const onSingle = (event: KeyboardEvent) => {
      if (!isOn || event.ctrlKey || event.metaKey || event.altKey || isForTyping(event.target)) return
      const key = event.key.toLowerCase()
      const isAfterG = event.timeStamp - goneAtMs.current < sequenceMs
      goneAtMs.current = key === 'g' && !isAfterG ? event.timeStamp : Number.NEGATIVE_INFINITY
      const to = isAfterG ? destinationOf(key) : undefined
      if (to) navigate(to)
      else if (event.key === '?') list()
      else return
      event.preventDefault()
    }

    const onKeyDown = (event: KeyboardEvent) => {
      if (event.isComposing || event.defaultPrevented) return
      if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === 'k') {
        event.preventDefault()
        find()
      } else if (event.key === 'F6') {
        if (moveToRegion(event.shiftKey ? -1 : 1)) event.preventDefault()
      } else onSingle(event)
    }

    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [path, navigate, isOn, find, list])
}

// The table is one stop of the Tab key: arrows go from row to row and from control to control, Home and End to the ends. A
// focus whose row goes away goes to the row beside it; nobody else's writing moves it.

import { type KeyboardEvent, type RefObject, useLayoutEffect, useRef } from 'react'

const controls = 'button, textarea'
type Place = { row: number; at: number }

const rowsOf = (table: HTMLElement): HTMLElement[] => [
  ...table.querySelectorAll<HTMLElement>('tbody [role="row"]'),
]
const controlsOf = (row: Element | undefined): HTMLElement[] =>
  row ? [...row.querySelectorAll<HTMLElement>(controls)].filter((one) => !one.matches(':disabled')) : []

function placeOf(table: HTMLElement, control: Element): Place | undefined {
  const row = control.closest<HTMLElement>('[role="row"]')
  const at = row ? controlsOf(row).indexOf(control as HTMLElement) : -1
  return row && at >= 0 ? { row: rowsOf(table).indexOf(row), at } : undefined
}

/** The control there; where a row has fewer, its last one. */
function controlAt(table: HTMLElement, { row, at }: Place): HTMLElement | undefined {
  const rows = rowsOf(table)
  const found = controlsOf(rows[Math.min(Math.max(row, 0), rows.length - 1)])
  return found[Math.min(Math.max(at, 0), found.length - 1)]
}

const steps: Record<string, (place: Place, rows: number) => Place> = {
  ArrowDown: ({ row, at }) => ({ row: row + 1, at }),
  ArrowUp: ({ row, at }) => ({ row: row - 1, at }),
  ArrowRight: ({ row, at }) => ({ row, at: at + 1 }),
  ArrowLeft: ({ row, at }) => ({ row, at: at - 1 }),
  Home: ({ at }) => ({ row: 0, at }),
  End: ({ at }, rows) => ({ row: rows - 1, at }),
}

/** In words the arrows are the caret's, until it has come to their end. */
function isCarets(field: EventTarget, key: string): boolean {
  if (!(field instanceof HTMLTextAreaElement)) return false
  const { selectionStart, selectionEnd, value } = field
  if (selectionStart !== selectionEnd) return true
  if (key === 'ArrowUp' || key === 'ArrowLeft') return selectionStart > 0
  if (key === 'ArrowDown' || key === 'ArrowRight') return selectionEnd < value.length
  return true
}

/** The caret goes on the way it came. */
function focusAt(control: HTMLElement, key: string): void {
  control.focus()
  if (!(control instanceof HTMLTextAreaElement)) return
  const end = key === 'ArrowUp' || key === 'ArrowRight' ? 0 : control.value.length
  control.setSelectionRange(end, end)
}

/** @param whenEmpty where the focus goes when no row is left */
export function useRovingRows(
  table: RefObject<HTMLTableElement | null>,
  whenEmpty: () => HTMLElement | null,
): { onKeyDown: (event: KeyboardEvent<HTMLElement>) => void } {
  const latest = useRef(whenEmpty)
  latest.current = whenEmpty
  useLayoutEffect(() => {
    const root = table.current
    return root ? followRows(root, () => latest.current()) : undefined
  }, [table])
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const root = table.current
    const step = steps[event.key]
    const { target } = event
    if (!root || !step || event.defaultPrevented || event.nativeEvent.isComposing) return
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return
    // What is opened from a row has keys of its own.
    if (!(target instanceof HTMLElement) || !root.contains(target) || isCarets(target, event.key)) return
    const place = placeOf(root, target)
    const next = place && controlAt(root, step(place, rowsOf(root).length))
    if (!next) return
    event.preventDefault()
    if (next !== target) focusAt(next, event.key)
  }
  return { onKeyDown }
}

/** Keeps one control in the order of the Tab key, and the focus in the table while it was there. @returns stops */
function followRows(root: HTMLElement, whenEmpty: () => HTMLElement | null): () => void {
  let stop: HTMLElement | undefined
  /** Where the focus is in the table, or was when what had it went. */
  let held: { control: HTMLElement; place: Place } | undefined

  const order = () => {
    const all = rowsOf(root).flatMap(controlsOf)
    if (!stop || !all.includes(stop)) stop = controlAt(root, held?.place ?? { row: 0, at: 0 })
    for (const one of all) one.tabIndex = one === stop ? 0 : -1
  }
  const isNowhere = () => document.activeElement === null || document.activeElement === document.body
  const look = () => {
    if (held && isNowhere()) {
      const next = held.control.isConnected ? held.control : (controlAt(root, held.place) ?? whenEmpty())
      next?.focus()
    }
    if (held?.control.isConnected) held.place = placeOf(root, held.control) ?? held.place
    order()
  }
  const onFocus = (event: FocusEvent) => {
    const control = event.target as HTMLElement
    const place = root.contains(control) ? placeOf(root, control) : undefined
    if (place) {
      held = { control, place }
      stop = control
      order()
    } else if (!control.closest('[data-portal]')) held = undefined
  }
  // Whoever lets go of it by a press beside everything has no focus here any more; a row that goes is seen before.
  const onLeave = ({ target, relatedTarget }: FocusEvent) => {
    if (relatedTarget) return
    setTimeout(() => {
      if (isNowhere() && held?.control === target && held.control.isConnected) held = undefined
    })
  }
  const watch = new MutationObserver(look)
  watch.observe(root, { childList: true, subtree: true, attributes: true, attributeFilter: ['disabled'] })
  document.addEventListener('focusin', onFocus)
  root.addEventListener('focusout', onLeave)
  order()
  return () => {
    watch.disconnect()
    document.removeEventListener('focusin', onFocus)
    root.removeEventListener('focusout', onLeave)
  }
}

// What comes in above the line that somebody writes in would push it away under their eyes. Browsers hold a page in its place
// only once it is scrolled; here the line with the caret stays where it is on the screen.

import type { EditorView } from '@tiptap/pm/view'

/** Does what changes the page, and leaves where the person is at the same height. */
export function holdingLine(view: EditorView, work: () => void): void {
  const topNow = placeOf(view)
  const before = topNow?.()
  work()
  if (!topNow || before === undefined || before < 0 || before > window.innerHeight || view.isDestroyed) return
  const moved = topNow() - before
  if (Math.abs(moved) >= 1) scrollerOf(view.dom).scrollBy({ top: moved, behavior: 'instant' })
}

/** The caret in this text, or whatever else has the focus. */
function placeOf(view: EditorView): (() => number) | undefined {
  if (view.hasFocus()) return () => view.coordsAtPos(view.state.selection.head).top
  const active = document.activeElement
  if (!active || active === document.body) return undefined
  return () => active.getBoundingClientRect().top
}

function scrollerOf(dom: HTMLElement): Element {
  for (let element = dom.parentElement; element; element = element.parentElement) {
    const { overflowY } = getComputedStyle(element)
    if (/auto|scroll/.test(overflowY) && element.scrollHeight > element.clientHeight) return element
  }
  return document.scrollingElement ?? document.documentElement
}

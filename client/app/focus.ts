// After a navigation the focus goes to the new screen's heading, so that keyboard and screen reader are where the
// eyes are. It never leaves a text field that somebody may be typing in, and not at the first load.

import { type RefObject, useEffect, useRef } from 'react'
import { useLocation } from 'wouter'

const waitMs = 3_000

/** `/c/amber-heron` and its tabs are one place: the focus stays on the tab. */
const placeOf = (path: string): string => path.split('/').slice(0, 3).join('/')

const isTyping = (): boolean => {
  const active = document.activeElement
  return (
    active instanceof HTMLElement &&
    (active.isContentEditable || /^(?:INPUT|TEXTAREA)$/u.test(active.tagName))
  )
}

function focusHeading(main: HTMLElement): boolean {
  if (isTyping() && main.contains(document.activeElement)) return true
  const heading = main.querySelector<HTMLElement>('h1')
  if (!heading) return false
  if (!heading.hasAttribute('tabindex')) heading.tabIndex = -1
  heading.focus({ preventScroll: true })
  return true
}

export function useFocusOnNavigation(main: RefObject<HTMLElement | null>): void {
  const [path] = useLocation()
  const last = useRef<string | undefined>(undefined)
  useEffect(() => {
    const place = placeOf(path)
    const isFirst = last.current === undefined || last.current === '/'
    if (last.current === place) return
    last.current = place
    const element = main.current
    if (isFirst || !element) return
    scrollTo(0, 0)
    if (focusHeading(element)) return
    // The screen is still loading: wait for its heading, but not for ever.
    const observer = new MutationObserver(() => focusHeading(element) && observer.disconnect())
    observer.observe(element, { childList: true, subtree: true })
    const timer = setTimeout(() => observer.disconnect(), waitMs)
    return () => {
      clearTimeout(timer)
      observer.disconnect()
    }
  }, [path, main])
}

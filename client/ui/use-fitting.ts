// How many things of one width a box has room for, known before it is first drawn, so that nothing jumps into place.

import { type RefObject, useLayoutEffect, useRef, useState } from 'react'

/** @param each the width of one with the gap beside it, in pixels @returns `most` is one at least */
export function useFitting<E extends HTMLElement>(each: number): { box: RefObject<E | null>; most: number } {
  const box = useRef<E>(null)
  const [most, setMost] = useState(1)
  useLayoutEffect(() => {
    const shown = box.current
    if (!shown) return
    const measure = () => setMost(Math.max(1, Math.floor(shown.clientWidth / each)))
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(shown)
    return () => observer.disconnect()
  }, [each])
  return { box, most }
}

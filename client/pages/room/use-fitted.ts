// A layout that is found by looking: drawn one way, measured before anybody sees it, and drawn another way where there was
// no room. It begins anew whenever what is drawn, the window or its letters change.

import { useEffect, useLayoutEffect, useState } from 'react'

/**
 * @param of changes when it has to be measured anew
 * @param start how it is drawn first
 * @param next how it is drawn after this; undefined once it is right
 */
export function useFitted<T>(of: object, start: T, next: (now: T) => T | undefined): T {
  const [held, setHeld] = useState({ of, now: start })
  const now = held.of === of ? held.now : start
  useLayoutEffect(() => {
    const better = next(now)
    if (better !== undefined) setHeld({ of, now: better })
  })
  return now
}

/** Other after the window was made larger or smaller, and after letters came that may be wider. */
export function useRoomSize(): string {
  const [size, setSize] = useState(() => sizeNow(0))
  useEffect(() => {
    let came = 0
    const look = () => setSize(sizeNow(came))
    const onLetters = () => {
      came += 1
      look()
    }
    window.addEventListener('resize', look)
    document.fonts.addEventListener('loadingdone', onLetters)
    return () => {
      window.removeEventListener('resize', look)
      document.fonts.removeEventListener('loadingdone', onLetters)
    }
  }, [])
  return size
}

const sizeNow = (came: number): string => `${innerWidth} ${innerHeight} ${came}`

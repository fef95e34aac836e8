// The device's clock as React state, for "in 9 min" and meeting time. Ticks only while the page is in sight.

import { useEffect, useState } from 'react'

/** Milliseconds since 1970, renewed every `everyMs` (15 s if not said) and when the page comes back into sight. */
export function useNow(everyMs = 15_000): number {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const tick = () => document.visibilityState === 'visible' && setNow(Date.now())
    const timer = setInterval(tick, everyMs)
    document.addEventListener('visibilitychange', tick)
    return () => {
      clearInterval(timer)
      document.removeEventListener('visibilitychange', tick)
    }
  }, [everyMs])
  return now
}

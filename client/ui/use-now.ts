// The server's clock as React state, for "in 9 min" and meeting time. Ticks only while the page is in sight.

import { useEffect, useState } from 'react'
import { serverNow, whenClockHeard } from './server-clock.ts'

/** Milliseconds since 1970, renewed every `everyMs` (15 s if not said) and when the page comes back into sight. */
export function useNow(everyMs = 15_000): number {
  const [now, setNow] = useState(serverNow)
  useEffect(() => {
    const tick = () => document.visibilityState === 'visible' && setNow(serverNow())
    const timer = setInterval(tick, everyMs)
    document.addEventListener('visibilitychange', tick)
    const ended = whenClockHeard(tick)
    return () => {
      clearInterval(timer)
      ended()
      document.removeEventListener('visibilitychange', tick)
    }
  }, [everyMs])
  return now
}

// Whoever is brought to a case to write goes on in it: the page they come to puts the caret in place.

import { useEffect, useState } from 'react'

/** The state of a navigation to a case, for somebody who comes to write. */
export const toWrite = { writes: true } as const

/** Whether this page was come to so. Once: not after a reload. */
export function useComesToWrite(): boolean {
  const [comes] = useState(() => Boolean((history.state as { writes?: unknown } | null)?.writes))
  useEffect(() => {
    if (comes) history.replaceState({ ...history.state, writes: undefined }, '')
  }, [comes])
  return comes
}

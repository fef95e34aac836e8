// The document's title. A screen's name or a code name, never a person's name and never a count.

import { useEffect } from 'react'

/** "Board" becomes "Board · Greenroom". */
export function useTitle(screen: string): void {
  useEffect(() => {
    document.title = screen ? `${screen} · Greenroom` : 'Greenroom'
  }, [screen])
}

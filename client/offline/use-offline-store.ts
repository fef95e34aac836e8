// Whether this device keeps the member's own things now.

import { useEffect, useState } from 'react'
import { type Keep, keepHere } from './keep.ts'

/** The keep, once it can hold the member's own things; undefined before, and where nothing can be kept. */
export function useKeep(): Keep | undefined {
  const [keep, setKeep] = useState<Keep>()
  useEffect(() => {
    let stop = () => {}
    let isOver = false
    void keepHere.then((found) => {
      if (!found || isOver) return
      const look = () => setKeep(found.canRead('member') ? found : undefined)
      stop = found.onNews(look)
      look()
    })
    return () => {
      isOver = true
      stop()
    }
  }, [])
  return keep
}

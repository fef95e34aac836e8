// Whether this device keeps the member's own things now.

import { useEffect, useState } from 'react'
import { type OfflineStore, offlineStoreHere } from './offline-store.ts'

/** The keep, once it can hold the member's own things; undefined before, and where nothing can be kept. */
export function useOfflineStore(): OfflineStore | undefined {
  const [keep, setKeep] = useState<OfflineStore>()
  useEffect(() => {
    let stop = () => {}
    let isOver = false
    void offlineStoreHere.then((found) => {
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

/** Whether this device can keep anything, for whomever: on plain http it cannot. */
export function useCanKeep(): boolean {
  const [canKeep, setCanKeep] = useState(false)
  useEffect(() => {
    let isOver = false
    void offlineStoreHere.then((found) => isOver || setCanKeep(found !== undefined))
    return () => {
      isOver = true
    }
  }, [])
  return canKeep
}

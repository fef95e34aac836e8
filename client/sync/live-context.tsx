// The tab's live connection for React: given once at the top, asked for anywhere below.

import { createContext, type ReactNode, useContext, useEffect, useSyncExternalStore } from 'react'
import type { News } from '#shared/protocol/events.ts'
import type { Live, LiveStatus } from './live.ts'

const LiveContext = createContext<Live | undefined>(undefined)

/** Edits that are neither saved nor kept go with the page, so the browser asks before it goes. */
function useLeaveWarning(live: Live): void {
  useEffect(() => {
    const warn = (event: BeforeUnloadEvent) => {
      if (live.editsAtRisk() > 0) event.preventDefault()
    }
    window.addEventListener('beforeunload', warn)
    return () => window.removeEventListener('beforeunload', warn)
  }, [live])
}

export function LiveProvider({ live, children }: { live: Live; children: ReactNode }) {
  useLeaveWarning(live)
  return <LiveContext value={live}>{children}</LiveContext>
}

/** @throws outside a LiveProvider */
export function useLive(): Live {
  const live = useContext(LiveContext)
  if (!live) throw new Error('useLive needs a LiveProvider above it')
  return live
}

export function useLiveStatus(): LiveStatus {
  const live = useLive()
  return useSyncExternalStore(live.subscribe, live.status)
}

/** Calls for each piece of news while mounted. Give a stable function. */
export function useNews(listener: (news: News) => void): void {
  const live = useLive()
  useEffect(() => live.onNews(listener), [live, listener])
}

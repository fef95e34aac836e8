// The live connection of whoever is signed in, and what its news makes out of date. News names things; what they
// are now is asked over HTTP, and answered by this member's rights at that moment.

import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useEffect, useState } from 'react'
import type { Arrival } from '#shared/http/arrivals.ts'
import type { Me, Member } from '#shared/http/people.ts'
import type { News } from '#shared/protocol/events.ts'
import { keys } from '../api/keys.ts'
import { onLeft } from '../api/leave.ts'
import { useIsSessionOver, useMe } from '../api/queries.ts'
import { dropScreens, endSession } from '../api/query-client.ts'
import { desk } from '../pages/report/use-report.ts'
import { createLive, type Live } from '../sync/live.ts'
import { LiveProvider } from '../sync/live-context.tsx'
import { useAnnounce } from '../ui/Announcer.tsx'
import { liveOptions, takeEarlyLive } from './early-live.ts'
import { useKeeping } from './keeping.ts'
import { outdatedBy, wordsOf } from './news.ts'

/** News comes in bursts: what it names is asked again at most once in this time. */
const gatherMs = 80

export function LiveNews({ children }: { children: ReactNode }) {
  const live = useOwnLive()
  const { data: me } = useMe()
  const client = useQueryClient()
  const announce = useAnnounce()
  useSessionFollowsLive(live, client)
  useKeeping(live, me?.member.id)

  useEffect(() => {
    if (!live) return
    const waiting = new Map<string, readonly string[]>()
    let timer: ReturnType<typeof setTimeout> | undefined
    const askAgain = () => {
      timer = undefined
      const due = [...waiting.values()]
      waiting.clear()
      for (const queryKey of due) void client.invalidateQueries({ queryKey })
    }
    const onNews = (news: News) => {
      for (const key of outdatedBy(news, client.getQueryData<Arrival[]>(keys.arrivals)))
        waiting.set(key.join(' '), key)
      timer ??= setTimeout(askAgain, gatherMs)
      const words = wordsOf(news, client.getQueryData<Me | null>(keys.me)?.member.id)
      if (words) announce.polite(words)
    }
    const stop = live.onNews(onNews)
    return () => {
      stop()
      clearTimeout(timer)
    }
  }, [live, client, announce])

  return live ? <LiveProvider live={live}>{children}</LiveProvider> : null
}

/** One connection for as long as this member is signed in here. */
function useOwnLive(): Live | undefined {
  const [live, setLive] = useState<Live>()
  useEffect(() => {
    const made = takeEarlyLive() ?? createLive(liveOptions)
    setLive(made)
    return () => made.close()
  }, [])
  return live
}

/** Without a network nobody knows who is here; the team stays as it was last known. */
function claimNobodyHere(client: QueryClient): void {
  const { data, dataUpdatedAt } = client.getQueryState<Member[]>(keys.members) ?? {}
  const team = data?.map((member) => ({ ...member, isHere: false }))
  if (team && dataUpdatedAt) client.setQueryData(keys.members, team, { updatedAt: dataUpdatedAt })
}

/** The two ways to the server agree on whether somebody is signed in. */
function useSessionFollowsLive(live: Live | undefined, client: QueryClient): void {
  const isOver = useIsSessionOver()
  useEffect(() => {
    if (!live) return
    if (isOver) client.setQueryData(keys.unsentEdits, live.unsavedEdits())
    else if (live.status() === 'signed-out') live.retry()
  }, [live, isOver, client])
  useEffect(() => {
    if (!live) return
    return onLeft((left) => {
      if (left === 'ended') desk.forget()
      else if (client.getQueryData(keys.sessionOver) && live.unsavedEdits() === 0 && !desk.isAtRisk())
        dropScreens(client)
    })
  }, [live, client])
  useEffect(() => {
    if (!live) return
    return live.subscribe(() => {
      if (live.status() === 'signed-out') endSession(client)
      if (live.status() === 'offline') claimNobodyHere(client)
    })
  }, [live, client])
}

// What this device keeps, tied to who is signed in: every contact with the server says what may still be read here, sends
// what waited, and wipes what is not this member's any more.

import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { MemberId } from '#shared/ids.ts'
import type { News } from '#shared/protocol/events.ts'
import { askHalves } from '../api/halves.ts'
import { keepQueries } from '../api/kept-queries.ts'
import { keys } from '../api/keys.ts'
import { closeNotifications, endPush, renewPush } from '../api/push.ts'
import { sendAnswers } from '../api/waiting-answers.ts'
import { sendReadings } from '../api/waiting-readings.ts'
import { type OfflineStore, offlineStoreHere } from '../offline/offline-store.ts'
import type { Live } from '../sync/live.ts'
import { useAnnounce } from '../ui/Announcer.tsx'

/** While connected, the time since the last contact does not grow. */
const contactEveryMs = 10 * 60_000

/** Keeps this member's things for as long as they are signed in here. */
export function useKeeping(live: Live | undefined, member: MemberId | undefined): void {
  const client = useQueryClient()
  const announce = useAnnounce()
  useRinging(member)
  useEffect(() => {
    if (!live || !member) return
    let isOver = false
    let stop = () => {}
    void offlineStoreHere.then((keep) => {
      if (!keep || isOver) return
      const said = (refused: number) =>
        refused > 0 && announce.polite('An answer was not added: the task is not yours any more.')
      stop = keepInTouch({ keep, live, member, client, said })
    })
    return () => {
      isOver = true
      stop()
    }
  }, [live, member, client, announce])
}

/** This device may be rung for this member; what rang is put away once the app is in sight. */
function useRinging(member: MemberId | undefined): void {
  useEffect(() => {
    if (!member) return
    const quietly = (work: Promise<void>) => void work.catch(() => {})
    const seen = () => document.visibilityState === 'visible' && quietly(closeNotifications())
    quietly(renewPush(member))
    seen()
    document.addEventListener('visibilitychange', seen)
    return () => document.removeEventListener('visibilitychange', seen)
  }, [member])
}

type Given = {
  keep: OfflineStore
  live: Live
  member: MemberId
  client: QueryClient
  /** How many of the answers that waited were refused. */
  said: (refused: number) => void
}

function keepInTouch({ keep, live, member, client, said }: Given): () => void {
  let work: Promise<void> = Promise.resolve()
  const contact = () => {
    work = work.then(() => touch(keep, member)).then(sendWaiting, () => {})
  }
  const sendWaiting = async () => {
    const { sent, refused } = await sendAnswers(keep)
    said(refused)
    if (sent + refused > 0) await client.invalidateQueries({ queryKey: keys.myTasks })
    if ((await sendReadings(keep)) > 0) await client.invalidateQueries({ queryKey: keys.procedure })
  }
  const stops = [
    keepQueries(client, keep),
    live.onNews((news: News) => news.kind === 'access' && contact()),
    keep.onNews((news) => news !== 'unlocked' && live.status() === 'offline' && location.reload()),
  ]
  const timer = setInterval(() => live.status() === 'online' && contact(), contactEveryMs)
  contact()
  return () => {
    clearInterval(timer)
    for (const stop of stops) stop()
  }
}

/** @throws where the server cannot be reached */
async function touch(keep: OfflineStore, member: MemberId): Promise<void> {
  const device = await keep.deviceOf(member)
  await keep.unlock(member, await askHalves(device))
}

/** Nothing stays: to be called when somebody signs out. */
export async function wipeKept(): Promise<void> {
  void endPush().catch(() => {})
  await (await offlineStoreHere)?.wipe()
}

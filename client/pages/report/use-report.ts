// The desk of this tab, tied to the server, the network and the member who is signed in.

import { useEffect, useLayoutEffect, useSyncExternalStore } from 'react'
import { askToSendLater, onWorkerNetwork } from '../../api/report-sync.ts'
import { askWhoIsHere, reserveCodeNames, sendReport } from '../../api/reports.ts'
import { keepDraft } from '../../offline/kept-draft.ts'
import { useLiveStatus } from '../../sync/live-context.tsx'
import { addresses } from '../../ui/addresses.ts'
import type { Done } from '../../ui/first-response-words.ts'
import { type OwnReport, reportNow } from '../../ui/report-now.ts'
import { type DeskState, ReportDesk } from './report-desk.ts'

const retryMs = 10_000
/** A disk that takes longer does not hold up a report. */
const diskMs = 500
/** Says only that the phone is in somebody else's hand; a reload then opens their page again. */
const handedKey = 'greenroom-handed'

export const desk: ReportDesk = new ReportDesk({
  send: sendReport,
  keepFirst: () => Promise.race([keeper.keepNow(), pause(diskMs)]),
  reserve: reserveCodeNames,
  isOnline: () => navigator.onLine,
  whoIsHere: askWhoIsHere,
  wasHanded: sessionStorage.getItem(handedKey) === '1',
  keepHanded: (isHanded) =>
    isHanded ? sessionStorage.setItem(handedKey, '1') : sessionStorage.removeItem(handedKey),
})

// Other screens of this tab say that it waits, or was sent meanwhile.
desk.subscribe(() => reportNow.tell(ownReportOf(desk)))
const keeper = keepDraft(desk, { scope: 'member', kind: 'report' })
// What was sent must not be found as a beginning by a page that is loaded in the next moment.
desk.subscribe(() => desk.state().phase.is === 'sent' && void keeper.keepNow())

// These hold for the tab, not for the page: what waits is sent from any page, and closing the tab asks first.
addEventListener('online', () => void desk.retry())
onWorkerNetwork(() => void desk.retry())
setInterval(() => navigator.onLine && void desk.retry(), retryMs)
addEventListener('beforeunload', (event) => {
  if (desk.isAtRisk() && !desk.state().isKept) event.preventDefault()
})

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

/** Nothing while nobody is here: what is written belongs to whoever wrote it. */
function ownReportOf(of: ReportDesk): OwnReport | undefined {
  const { phase, handed } = of.state()
  if (!of.isSomebodyHere() || handed !== null) return undefined
  if (phase.is === 'sent') return { is: 'sent', codeName: phase.codeName, at: phase.at, canOpen: false }
  if (phase.is !== 'writing') return { is: 'waiting' }
  return of.isAtRisk() ? { is: 'begun' } : undefined
}

/** Whether the phone is in the reporter's hand. */
export const useIsHanded = (): boolean =>
  useSyncExternalStore(desk.subscribe, () => desk.state().handed !== null)

/** Whether a report is being taken at this address; once it is sent, no longer. */
export function useIsTakingReport(path: string): boolean {
  const isSent = useSyncExternalStore(desk.subscribe, () => desk.state().phase.is === 'sent')
  return path === addresses.firstResponse || (path === addresses.report && !isSent)
}

/** Ties the desk to who is signed in, for as long as they are; `isAway` while their session is over. */
export function useDeskOf(member: string | undefined, isAway: boolean): void {
  // Before anything is painted: nobody sees for a moment what the member before wrote.
  useLayoutEffect(() => {
    desk.isHere(isAway ? undefined : member)
    return () => desk.isHere(undefined)
  }, [member, isAway])
}

/** What was done of the first-response card, for the report that comes of it. */
export function useDone(): Done {
  const { draft, phase, isKept } = useSyncExternalStore(desk.subscribe, desk.state)
  return {
    ticks: draft.ticks,
    called: draft,
    isKept,
    isFrozen: phase.is === 'sending' || phase.is === 'unsure',
    tick: (what) => desk.tick(what),
    untick: (what) => desk.untick(what),
    say: (change) => desk.edit(change),
  }
}

/** The report being written by whoever is at the desk. */
export function useReport(): DeskState {
  const state = useSyncExternalStore(desk.subscribe, desk.state)
  const status = useLiveStatus()
  const needsName = state.codeName === undefined && state.phase.is === 'writing'
  useEffect(() => {
    if (needsName && status !== 'offline') void desk.nameIt()
  }, [needsName, status])
  useEffect(() => {
    if (status === 'online') void desk.retry()
  }, [status])
  // What was sent is left behind with the page.
  useEffect(
    () => () => {
      if (desk.state().phase.is === 'sent') desk.clear()
    },
    [],
  )
  return state
}

/** Whether the browser has said that it wakes the service worker for what waits here. */
let isPromised = false
let wasWaiting = false
const promiseListeners = new Set<() => void>()

const isWaiting = ({ phase, isKept }: DeskState): boolean =>
  isKept && (phase.is === 'queued' || phase.is === 'unsure')

// After each try anew: the browser forgets what it has once woken the worker for.
desk.subscribe(() => {
  const waits = isWaiting(desk.state())
  if (waits === wasWaiting) return
  wasWaiting = waits
  if (waits) void askToSendLater().then(notePromise)
})

function notePromise(is: boolean): void {
  isPromised = is
  for (const listener of promiseListeners) listener()
}

const onPromise = (listener: () => void) => {
  promiseListeners.add(listener)
  return () => void promiseListeners.delete(listener)
}

/** Whether the report that waits is sent also when this page is closed: it is on the disk, and the browser will see to it. */
export function useSendsClosed(state: DeskState): boolean {
  const is = useSyncExternalStore(onPromise, () => isPromised)
  return is && isWaiting(state)
}

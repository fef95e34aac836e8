// The desk of this tab, tied to the server, the network and the member who is signed in.

import { useEffect, useSyncExternalStore } from 'react'
import type { ReportAnswer } from '#shared/http/cases.ts'
import { ask } from '../../api/ask.ts'
import { useLiveStatus } from '../../sync/live-context.tsx'
import { type DeskState, ReportDesk } from './report-desk.ts'

const retryMs = 10_000
/** Says only that the phone is in somebody else's hand; a reload then opens their page again. */
const handedKey = 'greenroom-handed'

export const desk = new ReportDesk({
  send: (body) => ask<ReportAnswer>('POST', '/api/reports', { body }),
  reserve: async () => (await ask<{ codeNames: string[] }>('POST', '/api/code-names')).codeNames,
  isOnline: () => navigator.onLine,
  wasHanded: sessionStorage.getItem(handedKey) === '1',
  keepHanded: (isHanded) =>
    isHanded ? sessionStorage.setItem(handedKey, '1') : sessionStorage.removeItem(handedKey),
})

// These hold for the tab, not for the page: what waits is sent from any page, and closing the tab asks first.
addEventListener('online', () => void desk.retry())
setInterval(() => navigator.onLine && void desk.retry(), retryMs)
addEventListener('beforeunload', (event) => {
  if (desk.isAtRisk()) event.preventDefault()
})

/** The report being written; belongs to `member`. */
export function useReport(member: string): DeskState {
  const state = useSyncExternalStore(desk.subscribe, desk.state)
  const status = useLiveStatus()
  const needsName = state.codeName === undefined && state.phase.is === 'writing'
  useEffect(() => desk.belongTo(member), [member])
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

// Photos and files of a case: asked for, and sent one after the other in parts. What waits is kept sealed on this device, so that a
// cut costs one part and a reload costs nothing; it leaves the device once the server has all of it.

import { useQuery } from '@tanstack/react-query'
import { uuidv4 } from 'lib0/random'
import { useEffect, useState, useSyncExternalStore } from 'react'
import { addressOf } from '#shared/http/paths.ts'
import type { CaseId, FileId } from '#shared/ids.ts'
import { offlineStoreHere } from '../offline/offline-store.ts'
import { call, callWithBytes } from './ask.ts'
import { FileSender } from './file-sender.ts'
import { keys } from './keys.ts'
import { askWhoIsHere } from './reports.ts'

/** The photos and files of a case. */
export const useFiles = (caseId: CaseId) =>
  useQuery({
    queryKey: keys.files(caseId),
    queryFn: ({ signal }) => call('listFiles', { params: { id: caseId }, signal }),
  })

const senders = new Map<CaseId, FileSender>()
const retryMs = 5_000

function senderOf(caseId: CaseId): FileSender {
  const known = senders.get(caseId)
  if (known) return known
  const sender = new FileSender(caseId, {
    store: offlineStoreHere,
    whoIsHere: askWhoIsHere,
    drawId: () => uuidv4() as FileId,
    isOnline: () => navigator.onLine,
    async sendPart({ id, at, of, bytes }) {
      const query = new URLSearchParams({ case: caseId, at: `${at}`, of: `${of}` }).toString()
      return (await callWithBytes('sendPart', { params: { id }, query, bytes })).got
    },
    async keep({ id, name, asItIs }) {
      await call('keepFile', { params: { id }, body: { name, ...(asItIs && { asItIs }) } })
    },
  })
  senders.set(caseId, sender)
  addEventListener('online', () => void sender.go())
  setInterval(() => navigator.onLine && void sender.go(), retryMs)
  return sender
}

/** What is being sent to a case from here, by whoever is signed in. */
export function useSending(caseId: CaseId, member: string) {
  const [sender] = useState(() => senderOf(caseId))
  useEffect(() => void sender.isHere(member), [sender, member])
  return { sender, sending: useSyncExternalStore(sender.subscribe, sender.state) }
}

/** Where a browser saves it from, and where the small picture of it is. */
export const fileAddress = (id: FileId): string => addressOf('readFile', { id })
export const previewAddress = (id: FileId): string => addressOf('readPreview', { id })

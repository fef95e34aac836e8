import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { EntryId } from '#shared/ids.ts'
import type { OfflineStore } from '../offline/offline-store.ts'

type Row = { n: number; facts: object; bytes: Uint8Array }
const device = vi.hoisted(() => ({ keep: undefined as unknown }))
vi.mock('../offline/offline-store.ts', () => ({
  get offlineStoreHere() {
    return Promise.resolve(device.keep)
  },
}))
const { isReadingWaiting, sayRead, sendReadings } = await import('./waiting-readings.ts')

const [first, second] = ['v1' as EntryId, 'v2' as EntryId]
const readAt = '2026-11-05T14:16:00.000Z'
let rows: Row[]
let sent: string[]
/** What the server says to the next ones; `cut` where it is not reached. */
let answers: (number | 'cut')[]
const keep = {
  canRead: () => true,
  rowsOf: async () => [...rows],
  addRow: async (_scope: string, _kind: string, facts: object) => {
    const n = (rows.at(-1)?.n ?? 0) + 1
    rows.push({ n, facts, bytes: new Uint8Array() })
    return n
  },
  deleteRows: async (numbers: number[]) => {
    rows = rows.filter(({ n }) => !numbers.includes(n))
  },
} as unknown as OfflineStore

beforeEach(() => {
  device.keep = keep
  rows = []
  sent = []
  answers = []
  vi.stubGlobal('fetch', async (_address: string, { body }: { body: string }) => {
    const { id } = JSON.parse(body)
    const answer = answers.shift() ?? 200
    if (answer === 'cut') throw new TypeError('no network')
    sent.push(id)
    if (answer === 200) return Response.json({ id, readAt })
    const kind = answer === 404 ? 'not-available' : 'busy'
    const headers = { 'content-type': 'application/problem+json' }
    return new Response(JSON.stringify({ type: `urn:greenroom:problem:${kind}`, title: 'No.' }), {
      status: answer,
      headers,
    })
  })
})
afterEach(() => vi.unstubAllGlobals())

it('[PD8] without a network it waits on the device, and is sent once', async () => {
  answers = ['cut']
  expect(await sayRead(first)).toBeUndefined()
  expect([await isReadingWaiting(keep, first), await isReadingWaiting(keep, second)]).toEqual([true, false])
  answers = ['cut']
  expect(await sendReadings(keep)).toBe(0)
  expect(await sendReadings(keep)).toBe(1)
  expect(await sendReadings(keep)).toBe(0)
  expect([sent, rows]).toEqual([[first], []])
})

it('[PD8] with one it leaves nothing behind, taken or refused; where nothing can wait it says so', async () => {
  expect(await sayRead(first)).toBe(readAt)
  answers = [404]
  await expect(sayRead(second)).rejects.toThrow()
  expect(rows).toEqual([])
  device.keep = undefined
  answers = ['cut']
  await expect(sayRead(first)).rejects.toThrow()
})

it('[PD8] what nobody knows any more keeps nothing else from being sent', async () => {
  for (const id of [first, second]) await keep.addRow('member', 'reading', { id })
  answers = [404]
  expect(await sendReadings(keep)).toBe(2)
  expect([sent, rows]).toEqual([[first, second], []])
})

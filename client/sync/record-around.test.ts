// What is around an open record: carets and places of others, receipts, and whether there is one at all.

import { beforeEach, expect, test, vi } from 'vitest'
import * as Y from 'yjs'
import type { MemberId, TaskId } from '#shared/ids.ts'
import { limits } from '#shared/limits.ts'
import type { Present } from '#shared/protocol/events.ts'
import { partsOf } from '#shared/record/schema.ts'
import { eachOnItsServer, type Server, soon, writeAt } from '../../test/helpers/record-server.ts'

const here = eachOnItsServer()
let server: Server
beforeEach(() => {
  server = here.current
})
const write = (words: string) => writeAt(server, words)

const dawit = '6f9619ff-8b86-4011-b42d-00c04fc964ff' as MemberId

test('carets of others reach the editors under their client, and go with them', async () => {
  const record = server.open()
  await soon()
  write('hello')
  const { doc, awareness } = record
  const at = Y.createRelativePositionFromTypeIndex(partsOf(doc).whatHappened, 1)
  awareness.setLocalStateField('cursor', { anchor: at, head: at })
  await vi.advanceTimersByTimeAsync(limits.presenceFrameMs)
  const sent = server.heard.filter((message) => message.event === 'record:presence').at(-1)!
  const cursor = sent.ask.cursor as Present['cursor']
  expect(cursor?.root).toBe('whatHappened')
  record.talk.presentChanged([
    { member: dawit, name: 'Dawit', client: 77, place: 'phone', ...(cursor && { cursor }) },
    {
      member: dawit,
      name: 'Dawit',
      client: 78,
      place: 'room',
      cursor: { root: 'whatWeDo', anchor: new Uint8Array([9]), head: new Uint8Array() },
    },
  ])
  const state = awareness.getStates().get(77)!
  expect(state.user).toMatchObject({ name: 'Dawit' })
  expect(Y.compareRelativePositions(Y.createRelativePositionFromJSON(state.cursor.head), at)).toBe(true)
  expect(awareness.getStates().get(78)!.cursor).toBe(null)
  awareness.meta.get(77)!.lastUpdated = 0
  await vi.advanceTimersByTimeAsync(60_000)
  expect(awareness.getStates().has(77)).toBe(true)
  record.talk.presentChanged([])
  expect(awareness.getStates().has(77)).toBe(false)
})

test('own place is told at once, then at most every 100 ms, the latest wins, and again after a join', async () => {
  const record = server.open()
  await soon()
  const told = () =>
    server.heard.filter((message) => message.event === 'record:presence').map(({ ask }) => ask.question)
  await vi.advanceTimersByTimeAsync(200)
  server.heard = []
  for (const question of [1, 2, 3, 4] as const) record.setPresence({ question })
  expect(told()).toEqual([1])
  await vi.advanceTimersByTimeAsync(limits.presenceFrameMs)
  expect(told()).toEqual([1, 4])
  server.cut()
  server.heard = []
  server.back()
  await soon()
  expect(told()).toEqual([4])
})

test('facts come with the join and change one by one', async () => {
  const record = server.open()
  await soon()
  const task = 'aaaaaaaa-0000-4000-8000-000000000001' as TaskId
  record.talk.receiptsChanged([{ task, deliveredAt: '2026-05-01T12:00:00.000Z', stateAt: null }])
  expect(record.facts().get(task)?.deliveredAt).toBe('2026-05-01T12:00:00.000Z')
})

test('no answer to the join: asked again; refused: closed without a trace', async () => {
  server.joins = ['too-fast', 'not-available']
  const record = server.open()
  await soon()
  await vi.advanceTimersByTimeAsync(10_000)
  expect(record.status()).toEqual({ is: 'closed', why: 'not-available', unsent: 0 })
})

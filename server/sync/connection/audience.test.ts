import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { CaseId } from '#shared/ids.ts'
import { limits } from '#shared/limits.ts'
import { Audience, type AudienceDeps } from './audience.ts'
import { rooms } from './socket.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

it('[SY21] what was missed and cannot be looked up is not asked for again and again without a pause', async () => {
  const caseId = 'a case' as CaseId
  const transport = { socket: { bufferedAmount: 2 * limits.behindBytes } }
  const socket = { id: 's', connected: true, conn: { transport, writeBuffer: [] }, leave: () => {} }
  const io = {
    sockets: {
      adapter: { rooms: new Map([[rooms.framesOf(caseId), new Set(['s'])]]) },
      sockets: new Map([['s', socket]]),
    },
    to: () => ({ emit: () => {} }),
  }
  const receiptsOf = vi.fn(async () => Promise.reject(new Error('the database is away')))
  const failed = vi.fn()
  const deps = { io: () => io, stirred: () => {}, receiptsOf, failed } as unknown as AudienceDeps
  const audience = new Audience(deps)
  audience.present(caseId, [])
  transport.socket.bufferedAmount = 0
  await vi.advanceTimersByTimeAsync(10_000)
  expect(receiptsOf.mock.calls.length).toBeGreaterThan(5)
  expect(receiptsOf.mock.calls.length).toBeLessThan(12)
  expect(failed.mock.calls.length).toBe(receiptsOf.mock.calls.length)
  audience.close()
})

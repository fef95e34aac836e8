import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { CaseId, TaskId } from '#shared/ids.ts'
import { Deliveries } from './deliveries.ts'
import type { Link } from './link.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

it('[SY21] what came too fast is said again once, however often the connection comes and goes', () => {
  const acks: ((answer: { ok: boolean; why?: string }) => void)[] = []
  const emit = ((_event: string, _ask: object, ack: (typeof acks)[number]) => acks.push(ack)) as Link['emit']
  const deliveries = new Deliveries(emit)
  deliveries.add('a case' as CaseId, 'a task' as TaskId)
  for (let at = 0; at < 20; at++) {
    acks.at(-1)!({ ok: false, why: 'too-fast' })
    deliveries.connected()
  }
  for (const ack of acks.slice()) ack({ ok: false, why: 'too-fast' })
  const before = acks.length
  vi.advanceTimersByTime(5_000)
  expect(acks.length - before).toBe(1)
  acks.at(-1)!({ ok: true })
  vi.advanceTimersByTime(60_000)
  expect(acks.length - before).toBe(1)
})

import { expect, it, vi } from 'vitest'
import type { CaseId, MemberId } from '#shared/ids.ts'
import type { Flush, Outcome } from './flush.ts'
import type { LiveDocument } from './live-document.ts'
import { PushTurns } from './push-turns.ts'
import { createSettling } from './settling.ts'

const caseId = 'a case' as CaseId

/** A record whose groups come to this; works like the loop in room.ts. */
function open(flush: Flush) {
  const turns = new PushTurns()
  const drop = vi.fn()
  const failed = vi.fn()
  const judgedAgain = vi.fn()
  const deps = { failed, judgedAgain }
  const settle = createSettling(caseId, deps, { load: async () => ({}) as LiveDocument, drop }, flush)
  const push = (member: string) =>
    turns.add({ member: member as MemberId, work: { is: 'bytes', update: new Uint8Array(2) } })
  const work = async (mostGroups: number) => {
    let groups = 0
    for (; !turns.isEmpty && groups < mostGroups; groups++) turns.putBack((await settle(turns.take())).later)
    return groups
  }
  return { push, work, drop, failed, judgedAgain }
}

it('[SY21] a group that comes back whole again and again is told that it was not saved, and it is logged', async () => {
  const stale = vi.fn<Flush>(async () => ({ answers: new Map(), tell: () => {}, isStale: true }))
  const { push, work, drop, failed, judgedAgain } = open(stale)
  const said = Promise.all([push('hana'), push('maria')])
  expect(await work(100)).toBe(3)
  expect(await said).toEqual(Array(2).fill({ ok: false, why: 'not-saved' }))
  expect(stale.mock.calls.map(([, , isAgain]) => isAgain)).toEqual([false, true, true])
  expect(drop).toHaveBeenCalledTimes(3)
  expect(judgedAgain.mock.calls).toEqual([1, 2, 3].map((tries) => [caseId, tries]))
  expect(failed).toHaveBeenCalledTimes(1)
})

it('[SY21] a group that only has no time for all goes on as long as each time somebody is answered', async () => {
  const oneEach: Flush = async (_live, group): Promise<Outcome> => ({
    answers: new Map([[group[0]!, { ok: true, seq: 1 }]]),
    tell: () => {},
  })
  const { push, work, failed, judgedAgain } = open(oneEach)
  const said = Promise.all(Array.from({ length: 40 }, () => push('hana')))
  expect(await work(100)).toBe(40)
  expect((await said).every(({ ok }) => ok)).toBe(true)
  expect(failed).not.toHaveBeenCalled()
  expect(judgedAgain).not.toHaveBeenCalled()
})

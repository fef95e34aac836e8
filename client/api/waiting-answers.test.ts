import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { CaseId } from '#shared/ids.ts'
import type { OfflineStore } from '../offline/offline-store.ts'

type Row = { n: number; facts: object; bytes: Uint8Array }
const device = vi.hoisted(() => ({ keep: undefined as unknown }))
vi.mock('../offline/offline-store.ts', () => ({
  get offlineStoreHere() {
    return Promise.resolve(device.keep)
  },
}))
const { answerTask, sendAnswers } = await import('./waiting-answers.ts')

let rows: Row[]
let sent: string[]
let arrive: (() => void)[]
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
const answer = (id: string, given: 'accepted' | 'open') =>
  ({ id, case: 'c1' as CaseId, answer: given }) as Parameters<typeof answerTask>[0]

beforeEach(() => {
  device.keep = keep
  rows = []
  sent = []
  arrive = []
  vi.stubGlobal('fetch', (address: string, { body }: { body: string }) => {
    sent.push(`${address} ${JSON.parse(body).answer}`)
    return new Promise((resolve) => arrive.push(() => resolve(new Response(null, { status: 204 }))))
  })
})
afterEach(() => vi.unstubAllGlobals())

it('[HR4] an answer on its way is not sent again by what sends the answers that wait', async () => {
  const given = answerTask(answer('t1', 'accepted'))
  await vi.waitUntil(() => sent.length === 1)
  expect(rows).toHaveLength(1)
  expect(await sendAnswers(keep)).toEqual({ sent: 0, refused: 0 })
  arrive[0]!()
  await given
  expect(sent).toEqual(['/api/tasks/t1/answer accepted'])
  expect(rows).toEqual([])
})

it('[HR4] an answer that was taken back while others were sent is not given after all', async () => {
  for (const id of ['t1', 't2']) await keep.addRow('member', 'answer', answer(id, 'accepted'))
  const all = sendAnswers(keep)
  await vi.waitUntil(() => sent.length === 1)
  const back = answerTask(answer('t2', 'open'))
  await vi.waitUntil(() => sent.length === 2)
  arrive[1]!()
  await back
  arrive[0]!()
  expect(await all).toEqual({ sent: 1, refused: 0 })
  expect(sent).toEqual(['/api/tasks/t1/answer accepted', '/api/tasks/t2/answer open'])
})

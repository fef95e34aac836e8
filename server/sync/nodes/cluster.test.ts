// What nodes would miss of each other in the moments when the bus comes and they get to know each other.

import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { CaseId } from '#shared/ids.ts'
import type { Bus } from '../../platform/bus.ts'
import { type ClusterDeps, Nodes } from './cluster.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const maria = '9b2de3c0-51c8-4d0f-8b0a-3a4a1e0d3b22'
const caseId = '5f0f9a0e-0b3a-4c3e-9a54-0c9d4d7d2a11'

function open() {
  let isUp = false
  let changed = (_isUp: boolean): void => {}
  let hear = (_message: unknown): void => {}
  const published: object[] = []
  const bus = {
    node: 'here',
    publish: (message: object) => published.push(message),
    onMessage: (listener: typeof hear) => {
      hear = listener
    },
    onChange: (listener: typeof changed) => {
      changed = listener
    },
    isUp: () => isUp,
  } as unknown as Bus
  const looks: (() => void)[] = []
  const lookAround = vi.fn(() => new Promise<void>((resolve) => looks.push(resolve)))
  const nodes = new Nodes({
    bus,
    lookAround,
    membersHere: () => [maria],
    presence: {
      openCases: () => [caseId],
      own: () => [{ socket: 's', present: null }],
      forgetNode: () => {},
    },
    hereChanged: () => {},
    closeAll: () => {},
  } as unknown as ClusterDeps)
  return {
    nodes,
    lookAround,
    looks,
    published,
    hear: (message: unknown) => hear(message),
    comesBack: () => {
      isUp = true
      changed(true)
    },
  }
}

it('[ND1] looks once more when the bus comes back in the middle of a look', async () => {
  const { nodes, lookAround, looks, comesBack } = open()
  await vi.advanceTimersByTimeAsync(400)
  expect(lookAround).toHaveBeenCalledTimes(1)
  comesBack()
  expect(lookAround).toHaveBeenCalledTimes(1)
  looks[0]!()
  await vi.advanceTimersByTimeAsync(0)
  expect(lookAround).toHaveBeenCalledTimes(2)
  looks[1]!()
  await vi.advanceTimersByTimeAsync(2_000)
  expect(lookAround).toHaveBeenCalledTimes(2)
  nodes.close()
})

it('[ND3] introduces itself to whoever it hears of for the first time: while it was alone it told nobody who came', async () => {
  const { nodes, published, hear, comesBack } = open()
  comesBack()
  published.length = 0
  const said = { is: 'here', members: [], isNew: false, node: 'there' }
  hear(said)
  expect(published).toMatchObject([
    { is: 'here', members: [maria], isNew: false },
    { is: 'present', case: caseId, socket: 's' },
    { is: 'who', case: caseId },
  ])
  published.length = 0
  hear(said)
  expect(published).toEqual([])
  hear({ ...said, isNew: true })
  expect(published).toHaveLength(3)
  published.length = 0
  hear({ is: 'gone', node: 'a stranger' })
  expect(published).toEqual([])
  nodes.close()
})

it('[SY22] who is in a record elsewhere is asked once a second, however many come in', async () => {
  const { nodes, published, hear, comesBack } = open()
  comesBack()
  hear({ is: 'here', members: [], isNew: false, node: 'there' })
  published.length = 0
  for (let at = 0; at < 20_000; at++) nodes.opened(caseId as CaseId)
  expect(published).toHaveLength(1)
  await vi.advanceTimersByTimeAsync(1_100)
  nodes.opened(caseId as CaseId)
  expect(published.filter((message) => 'case' in message)).toHaveLength(2)
  nodes.close()
})

// The bus comes back while this node is looking for itself: what was committed between that look and the bus is in neither.

import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { Bus } from '../platform/bus.ts'
import { type ClusterDeps, Nodes } from './cluster.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function open() {
  let isUp = false
  let changed = (_isUp: boolean): void => {}
  const bus = {
    node: 'here',
    publish: () => {},
    onMessage: () => {},
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
    membersHere: () => [],
    closeAll: () => {},
  } as unknown as ClusterDeps)
  return {
    nodes,
    lookAround,
    looks,
    comesBack: () => {
      isUp = true
      changed(true)
    },
  }
}

it('[C1] looks once more when the bus comes back in the middle of a look', async () => {
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

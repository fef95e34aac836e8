// Whether what reached devices while a server was killed again and again reached each of them once.

import { expect } from 'vitest'

/** What a push service was sent: for which device, about what, as which message, when by the running time of this process. */
export type Heard = { device: string; id: string; topic: string; atMs: number }

/** Between a service's answer and our commit a kill cannot be told from one before the answer. */
const windowMs = 1_500

/**
 * Once; or twice where the kill came between the service's answer and our commit, and then as one message to the service.
 * @returns how many were sent twice
 */
export function expectOnce(heard: readonly Heard[], killedAtMs: readonly number[]): number {
  const byMessage = Map.groupBy(heard, ({ device, id }) => `${device} ${id}`)
  const twice = [...byMessage.values()].filter((sent) => sent.length > 1)
  for (const sent of twice) {
    const [first, second, ...more] = sent
    expect(more).toEqual([])
    expect(second!.topic).toBe(first!.topic)
    const isExcused = killedAtMs.some(
      (killed) => killed > first!.atMs - windowMs && killed - first!.atMs < windowMs && killed < second!.atMs,
    )
    expect(isExcused, 'sent twice without a kill in between').toBe(true)
  }
  return twice.length
}

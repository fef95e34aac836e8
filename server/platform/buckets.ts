// How often somebody may ask: so much at once, and so much more with time. Held in memory,
// of so many at most.

export type Rate = { atOnce: number; perMinute: number }

type Bucket = { left: number; atMs: number }

/** Beyond so many the one that was not asked for longest is forgotten; it is full again, or nearly. */
const maxHeld = 10_000

/** @param now milliseconds that never go back */
export function createBuckets(now: () => number = () => performance.now()) {
  const held = new Map<string, Bucket>()
  const leftOf = ({ left, atMs }: Bucket, { atOnce, perMinute }: Rate, nowMs: number): number =>
    Math.min(atOnce, left + ((nowMs - atMs) / 60_000) * perMinute)

  return {
    /** @returns 0 when this may pass, and is counted; otherwise how many seconds to wait for the next */
    take(key: string, rate: Rate): number {
      const nowMs = now()
      const bucket = held.get(key) ?? { left: rate.atOnce, atMs: nowMs }
      const left = leftOf(bucket, rate, nowMs)
      const passes = left >= 1
      // Put last again: what leaves first is what was not asked for longest.
      held.delete(key)
      held.set(key, { left: passes ? left - 1 : left, atMs: nowMs })
      if (held.size > maxHeld) held.delete(held.keys().next().value!)
      return passes ? 0 : ((1 - left) / rate.perMinute) * 60
    },
    size: (): number => held.size,
  }
}

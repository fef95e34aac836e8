// How much one connection, and one member with all their connections, may ask. Token buckets: so much a second,
// sustained, and a burst at once; what comes too fast is answered `too-fast` and costs the others nothing.

import type { MemberId } from '#shared/ids.ts'
import { limits } from '#shared/limits.ts'

export type Rates = {
  /** Asks a second and connection. */
  pushesPerSecond: number
  connectionsPerAddress: number
}

export type Share = {
  /** @param bytes of a push @returns whether so much more may pass now */
  mayAsk: (cost: number, bytes: number) => boolean
  leave: () => void
}

/** A member's devices together may do this many times what one may. */
const devicesOfAMember = 4

type Bucket = { tokens: number; atMs: number }
type Rate = { perSecond: number; burst: number }

export function createShares({ pushesPerSecond }: Rates) {
  const asksRate = { perSecond: pushesPerSecond, burst: pushesPerSecond * limits.burstSeconds }
  const bytesRate = { perSecond: limits.pushBytesPerSecond, burst: limits.pushBytesBurst }
  // Raised by configuration for a bench, the bytes must not be what stops it.
  const factor = Math.max(1, pushesPerSecond / limits.pushesPerSecond)
  const rates = [asksRate, times(bytesRate, factor)] as const
  const ofMember = rates.map((rate) => times(rate, devicesOfAMember))
  const members = new Map<MemberId, { buckets: Bucket[]; sockets: number }>()

  return {
    /** One more connection of the member. */
    enter(member: MemberId): Share {
      const own = rates.map(fullBucket)
      const shared = members.get(member) ?? { buckets: ofMember.map(fullBucket), sockets: 0 }
      members.set(member, shared)
      shared.sockets += 1
      return {
        mayAsk: (cost, bytes) =>
          [cost, bytes].every(
            (amount, at) =>
              take(own[at]!, rates[at]!, amount) && take(shared.buckets[at]!, ofMember[at]!, amount),
          ),
        leave() {
          shared.sockets -= 1
          if (shared.sockets === 0) members.delete(member)
        },
      }
    },
  }
}

const times = ({ perSecond, burst }: Rate, factor: number): Rate => ({
  perSecond: perSecond * factor,
  burst: burst * factor,
})

const fullBucket = ({ burst }: Rate): Bucket => ({ tokens: burst, atMs: performance.now() })

function take(bucket: Bucket, { perSecond, burst }: Rate, amount: number): boolean {
  const nowMs = performance.now()
  bucket.tokens = Math.min(burst, bucket.tokens + ((nowMs - bucket.atMs) / 1000) * perSecond)
  bucket.atMs = nowMs
  if (bucket.tokens < amount) return false
  bucket.tokens -= amount
  return true
}

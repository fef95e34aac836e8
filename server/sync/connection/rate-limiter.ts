// How much one connection, one device and one member may ask. Token buckets: so much a second, sustained, and a burst at
// once; what comes too fast is answered `too-fast` and costs the others nothing. A bucket outlives its connection until
// it would be full anyway: whoever connects anew finds theirs as they left it. Each node has its own.

import type { MemberId } from '#shared/ids.ts'
import { limits } from '#shared/limits.ts'
import { Lane } from './lane.ts'

export type Rates = {
  /** Asks a second and connection. */
  pushesPerSecond: number
  connectionsPerAddress: number
}

export type RateLimit = {
  /** @param bytes of a push @returns whether so much more may pass now */
  mayAsk: (cost: number, bytes: number) => boolean
  /** @returns whether a join may be looked at now: not while those before are to be paid for */
  mayJoin: () => boolean
  /** What a join took of the process; it may go into debt by one. */
  paidJoin: (ms: number) => void
  /** What is dear goes a few at a time for each member, the rest waits in its order. */
  inTurn: <T>(work: () => Promise<T>) => Promise<T>
  leave: () => void
}

/** A member's devices together may do this many times what one may. */
const devicesOfAMember = 4
/** Joins and the like of one member at once. */
const dearAtOnce = 16
/** Idle buckets are looked through no more often. */
const sweepMs = 1_000

type Bucket = { tokens: number; atMs: number }
type Rate = { perSecond: number; burst: number }
/** The buckets of one connection, of asks, bytes and joins. A device has one for each connection it ever had at once. */
type Slot = { buckets: Bucket[]; isTaken: boolean }
type OfMember = { buckets: Bucket[]; devices: Map<string, Slot[]>; lane: Lane }

export function createRateLimiter({ pushesPerSecond }: Rates) {
  // Raised by configuration for a bench, neither bytes nor joins must be what stops it.
  const factor = Math.max(1, pushesPerSecond / limits.pushesPerSecond)
  const rates = [
    { perSecond: pushesPerSecond, burst: pushesPerSecond * limits.burstSeconds },
    times({ perSecond: limits.pushBytesPerSecond, burst: limits.pushBytesBurst }, factor),
    times({ perSecond: limits.joinMsPerSecond, burst: limits.joinMsBurst }, factor),
  ]
  const ofMember = rates.map((rate) => times(rate, devicesOfAMember))
  const members = new Map<MemberId, OfMember>()
  let sweptMs = performance.now()

  const isIdle = ({ buckets, isTaken }: Slot): boolean =>
    !isTaken && buckets.every((bucket, at) => isFull(bucket, rates[at]!))
  const sweep = (): void => {
    if (performance.now() - sweptMs < sweepMs) return
    sweptMs = performance.now()
    for (const [member, { buckets, devices }] of members) {
      for (const [device, slots] of devices) {
        const kept = slots.filter((slot) => !isIdle(slot))
        if (kept.length > 0) devices.set(device, kept)
        else devices.delete(device)
      }
      if (devices.size === 0 && buckets.every((bucket, at) => isFull(bucket, ofMember[at]!)))
        members.delete(member)
    }
  }

  return {
    /** One more connection of the member's device. @param device its session */
    enter(member: MemberId, device: string): RateLimit {
      sweep()
      const all = members.get(member) ?? {
        buckets: ofMember.map(fullBucket),
        devices: new Map<string, Slot[]>(),
        lane: new Lane(dearAtOnce),
      }
      members.set(member, all)
      const slot = takeSlot(all.devices, device, rates)
      const levels = [
        { buckets: slot.buckets, rates },
        { buckets: all.buckets, rates: ofMember },
      ]
      const mayTake = (at: number, amount: number): boolean =>
        levels.every((level) => take(level.buckets[at]!, level.rates[at]!, amount))
      return {
        mayAsk: (cost, bytes) => mayTake(asked, cost) && mayTake(pushed, bytes),
        mayJoin: () => mayTake(joined, 0),
        paidJoin: (ms) => {
          for (const { buckets } of levels) buckets[joined]!.tokens -= ms
        },
        inTurn: (work) => all.lane.run(work),
        leave: () => {
          slot.isTaken = false
        },
      }
    },
    /** How many buckets are held, of members and their connections. */
    held: (): number =>
      [...members.values()].reduce(
        (sum, { devices }) => sum + 1 + [...devices.values()].reduce((all, { length }) => all + length, 0),
        0,
      ),
  }
}

const [asked, pushed, joined] = [0, 1, 2]

/** The emptiest that is free: going and coming back, or several at once, gives nobody more. */
function takeSlot(devices: Map<string, Slot[]>, device: string, rates: readonly Rate[]): Slot {
  const slots = devices.get(device) ?? []
  devices.set(device, slots)
  const free = slots.filter(({ isTaken }) => !isTaken)
  const left = ({ buckets }: Slot): number =>
    Math.min(...buckets.map((bucket, at) => refilled(bucket, rates[at]!).tokens / rates[at]!.burst))
  const emptiest = free.toSorted((a, b) => left(a) - left(b))[0]
  if (emptiest) {
    emptiest.isTaken = true
    return emptiest
  }
  const slot = { buckets: rates.map(fullBucket), isTaken: true }
  slots.push(slot)
  return slot
}

const times = ({ perSecond, burst }: Rate, factor: number): Rate => ({
  perSecond: perSecond * factor,
  burst: burst * factor,
})

const fullBucket = ({ burst }: Rate): Bucket => ({ tokens: burst, atMs: performance.now() })

const isFull = (bucket: Bucket, rate: Rate): boolean => refilled(bucket, rate).tokens === rate.burst

function refilled(bucket: Bucket, { perSecond, burst }: Rate): Bucket {
  const nowMs = performance.now()
  bucket.tokens = Math.min(burst, bucket.tokens + ((nowMs - bucket.atMs) / 1000) * perSecond)
  bucket.atMs = nowMs
  return bucket
}

function take(bucket: Bucket, rate: Rate, amount: number): boolean {
  if (refilled(bucket, rate).tokens < amount) return false
  bucket.tokens -= amount
  return true
}

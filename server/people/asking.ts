// What a member may ask of the API, and how often: one table. Generous for people on a bad day, and a bound for a device gone
// wild or a member who means harm. A member has twice what one of their devices has, so that one of them cannot use up
// all of it, and a new session refills nothing of it. Strangers are counted by their address.

import type { ShareName } from '#shared/http/contract.ts'
import { limits } from '#shared/limits.ts'
import { createBuckets, type Rate } from '../platform/buckets.ts'
import { Problem } from '../platform/errors.ts'

/** Of one device. Each has its own: whoever has taken too many reports can still call the chair. */
export const shares = {
  /** Reading. Screens ask again with every piece of news. */
  look: { atOnce: 1_500, perMinute: 3_000 },
  /** Whatever changes something and names no share of its own. */
  change: { atOnce: 240, perMinute: 120 },
  /** A report opens a case. */
  report: { atOnce: 60, perMinute: 30 },
  /** What is added to an account, and to the people of a case. */
  addition: { atOnce: 120, perMinute: 60 },
  /** Calling somebody now. */
  page: { atOnce: 60, perMinute: 20 },
  /** Keys and links: invitations, displays, codes of phones, addresses of devices. */
  key: { atOnce: 60, perMinute: 20 },
  /** Parts of files: a file of the most bytes has a hundred. */
  part: { atOnce: 600, perMinute: 1_200 },
  /** Passwords, codes and links of whoever is not signed in; of an address, which may be a whole venue's. */
  door: { atOnce: 600, perMinute: 600 },
  /** What they read. */
  glance: { atOnce: 600, perMinute: 1_800 },
  /** Reports of attendees, of an address, which may be a whole venue's. Each may make a telephone ring. */
  'attendee-report': { atOnce: 20, perMinute: 5 },
  /** Receipt codes. They cannot be guessed; this bounds the work. */
  'attendee-code': { atOnce: 60, perMinute: 60 },
} as const satisfies Record<ShareName, Rate>

/** So many addresses' worth is all that strangers have together, wherever they come from. */
const addressesInAll: Partial<Record<ShareName, number>> = { 'attendee-report': 5, 'attendee-code': 10 }

const devicesOfAMember = 2

const timesRate = ({ atOnce, perMinute }: Rate, factor: number): Rate => ({
  atOnce: atOnce * factor,
  perMinute: perMinute * factor,
})

const words = 'That was a lot at once. Nothing is lost. Please try again in a moment.'
const tooFast = (seconds: number) =>
  new Problem('too-fast', { detail: words, retryAfterSeconds: Math.max(1, seconds) })

export type Asking = ReturnType<typeof createAsking>

/** @param now milliseconds that never go back */
export function createAsking(now?: () => number) {
  const buckets = createBuckets(now)
  /** Questions of each member that are being worked on. */
  const open = new Map<string, number>()
  return {
    /** @throws Problem too-fast */
    countOfMember({ member, session }: { member: string; session: string }, share: ShareName): void {
      const rate = shares[share]
      const seconds =
        buckets.take(`session ${session} ${share}`, rate) ||
        buckets.take(`member ${member} ${share}`, timesRate(rate, devicesOfAMember))
      if (seconds > 0) throw tooFast(seconds)
    },
    /** @throws Problem too-fast */
    countOfAddress(address: string, share: ShareName): void {
      const all = addressesInAll[share]
      const seconds =
        buckets.take(`address ${address} ${share}`, shares[share]) ||
        (all && buckets.take(`everybody ${share}`, timesRate(shares[share], all)))
      if (seconds) throw tooFast(seconds)
    },
    /** Works on a member's question, if not too many of theirs are being worked on. @throws Problem too-fast */
    async workFor<T>(member: string, work: () => T | Promise<T>): Promise<T> {
      const before = open.get(member) ?? 0
      if (before >= limits.maxQuestionsOfMember) throw tooFast(1)
      open.set(member, before + 1)
      try {
        return await work()
      } finally {
        const rest = open.get(member)! - 1
        if (rest > 0) open.set(member, rest)
        else open.delete(member)
      }
    },
  }
}

// Whether the end of a session is to be announced, and whether using this screen carries it on. Pure.

import type { SessionLength } from '#shared/http/people.ts'
import { limits } from '#shared/limits.ts'

const minutesMs = 60_000

/** What to say of the end: nothing until a quarter of an hour before, and nothing once it is past. */
export function announcedOf(length: SessionLength | undefined, nowMs: number) {
  if (!length) return undefined
  const { endsAt, endsWithAccount } = length
  const leftMs = Date.parse(endsAt) - nowMs
  if (leftMs > limits.endAnnouncedMinutes * minutesMs || leftMs <= 0) return undefined
  return { endsAt, endsWithAccount, canStay: canStay(length) }
}

const canStay = ({ endsAt, latest }: SessionLength): boolean =>
  Date.parse(latest) - Date.parse(endsAt) >= minutesMs

/** Whether it is near enough to its end for use to count, and can be carried on. */
export const isToBeCarried = (length: SessionLength, nowMs: number): boolean =>
  canStay(length) && Date.parse(length.endsAt) - nowMs < limits.stayFromMinutes * minutesMs

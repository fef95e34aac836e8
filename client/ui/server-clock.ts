// What time it is by the server: a device whose clock is wrong shows the minutes of a meeting, and what is due when, like every
// other. Learnt from each answer (its `Date`, whole seconds); between two of them the device's clock runs on.

/** How far the server's clock is ahead of this device's, in milliseconds. */
let aheadMs = 0
/** A second's fraction and the way here make no difference to anything that is shown. */
const ignoredMs = 2_000

/** @param date the header of an answer of our own server */
export function hearClock(date: string | null, askedAtMs: number): void {
  const serverMs = date === null ? Number.NaN : Date.parse(date)
  const nowMs = Date.now()
  // An answer that took long, or was kept by somebody on the way, tells nothing.
  if (Number.isNaN(serverMs) || nowMs - askedAtMs > slowMs || nowMs < askedAtMs) return
  const off = serverMs - (askedAtMs + nowMs) / 2
  const before = aheadMs
  aheadMs = Math.abs(off) < ignoredMs ? 0 : off
  if (Math.abs(aheadMs - before) > ignoredMs) for (const listener of listeners) listener()
}

const slowMs = 10_000
const listeners = new Set<() => void>()

/** Called when it turns out that it is another time than was thought. @returns ends it */
export function whenClockHeard(listener: () => void): () => void {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

/** Milliseconds since 1970 by the server's clock, as far as it is known. */
export const serverNow = (): number => Date.now() + aheadMs

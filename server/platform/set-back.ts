// What the tables say is to come, when the machine's clock may have been put back since it was written down: a time that
// lies further ahead than it can ever have been set is not to come, it is from before. Nothing waits for an hour to pass twice.

/** How far the clocks of two nodes may be apart. */
const apartMs = 60_000

/** The latest that a time can be which was set no more than `mostMs` ahead. */
export const latestFrom = (now: Date, mostMs: number): Date => new Date(now.getTime() + mostMs + apartMs)

/** Whether `at` is still to come, and can have been set. */
export const isToCome = (at: Date, now: Date, mostMs: number): boolean =>
  at > now && at <= latestFrom(now, mostMs)

/** Whether `at` lies within the last `lastMs`, and not in a time that has not been yet. */
export const isSince = (at: Date, now: Date, lastMs: number): boolean =>
  now.getTime() - at.getTime() < lastMs && at <= latestFrom(now, 0)

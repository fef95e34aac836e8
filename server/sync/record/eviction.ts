// Which live documents leave memory. Those that nobody has open leave after a while, and the longest unused of them at
// once when all documents together are too large. Leaving loses nothing: the log has everything.

import type { CaseId } from '#shared/ids.ts'
import { limits } from '#shared/limits.ts'

type Held = {
  caseId: CaseId
  /** `performance.now()` then. */
  usedAt: number
  /** About what it takes of memory. */
  bytes: number
  /** Nobody has it open, and nothing is under way in it. */
  mayLeave: boolean
}

/** @returns what is to leave, the longest unused first */
export function chooseLeaving(
  held: readonly Held[],
  now: number,
  { keepMs, maxBytes } = { keepMs: limits.keepClosedMs, maxBytes: limits.maxDocumentBytes },
): CaseId[] {
  let bytes = held.reduce((sum, one) => sum + one.bytes, 0)
  const leaving: CaseId[] = []
  const closed = held.filter(({ mayLeave }) => mayLeave).sort((a, b) => a.usedAt - b.usedAt)
  for (const one of closed) {
    if (now - one.usedAt <= keepMs && bytes <= maxBytes) break
    bytes -= one.bytes
    leaving.push(one.caseId)
  }
  return leaving
}

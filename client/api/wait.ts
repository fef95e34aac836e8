// How long is still to be waited after too many tries: the server says it once, and time goes on while it is read.

import { serverNow } from '../ui/server-clock.ts'
import { useNow } from '../ui/use-now.ts'
import { type ApiProblem, isProblem } from './ask.ts'

const waitBegins = /^Please wait (?:a minute|\d+ minutes)/u

/** What is true of it at `nowMs`: fewer minutes, and at last that one can try again. */
export function sayWait(
  { title, againAtMs }: Pick<ApiProblem, 'title' | 'againAtMs'>,
  nowMs: number,
): string {
  if (againAtMs === undefined) return title
  const left = Math.ceil((againAtMs - nowMs) / 60_000)
  if (left <= 0) return 'You can try again now.'
  return title.replace(waitBegins, left === 1 ? 'Please wait a minute' : `Please wait ${left} minutes`)
}

/** The words of a problem that says to wait, as true now as when it came; undefined for any other. */
export function useWaitWords(error: unknown): string | undefined {
  useNow(5_000)
  return isProblem(error, 'too-many-tries') ? sayWait(error, serverNow()) : undefined
}

// A change that the server did not make, in a sentence that says what still stands and what can be done.

import { isProblem } from './ask.ts'

/** @param stands what did not happen, as a sentence: "Amber Heron was not moved." */
export function sayNotDone(stands: string, error: unknown): string {
  if (isProblem(error, 'offline')) return `Offline. ${stands}`
  if (isProblem(error, 'not-available')) return `${stands} You can't change it any more.`
  if (isProblem(error, 'conflict')) return `${stands} ${error.title}`
  return `${stands} Try again in a moment.`
}

/** The server's own reason where it gave one. @param otherwise said where it did not, and must not */
export const sayProblem = (error: unknown, otherwise: string): string =>
  isProblem(error) && error.kind !== 'not-available' ? error.title : otherwise

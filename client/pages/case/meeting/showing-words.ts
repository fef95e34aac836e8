// How the minutes say that names were shown in the room: when, for how long, and by whom.

import { clockOf } from '../../../ui/clock.ts'

/** '14:18 for 6 s by Nkechi'. @param by first name */
export function sayShowing({ at, until }: { at: string; until: string }, zone: string, by: string): string {
  const seconds = Math.max(1, Math.round((Date.parse(until) - Date.parse(at)) / 1_000))
  return `${clockOf(at, zone)} for ${seconds} s by ${by}`
}

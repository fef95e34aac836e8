// The line under quick add: says back what Enter will do, before it is done.

import { firstNameOf } from '../people/initials.ts'
import { inLine } from '../text/bounded.ts'
import { sayDue } from './due-words.ts'
import type { Reach } from './mention.ts'
import { type Doubt, type QuickAdd, tomorrow } from './quick-add.ts'
import { daysBetween, localTime, momentOf, sayClock } from './zone.ts'

/** Joined, the pieces are the sentence; `strong` ones stand out. */
export type Said = { readonly text: string; readonly strong?: boolean }
type Here = { readonly now: Date; readonly timeZone: string }

/** Empty for an empty line. */
export function sayQuickAdd(result: QuickAdd, here: Here): Said[] {
  const { who } = result
  if (result.what === '' && result.parts.length === 0) return []
  if (who.is === 'several') return [{ text: 'Which one?' }]
  // One answer for unknown and excluded alike, true for both.
  if (who.is === 'unknown')
    return [
      {
        text: `Nobody called "${shortOf(who.typed)}" is on the team. If they are, they can't be given tasks here.`,
      },
    ]
  if (result.doubt) return [{ text: 'When is that? ' }, { text: inLine(result.doubt.words), strong: true }]
  const when = sayWhen(result, here)
  if (who.is === 'none') {
    const open: Said = { text: 'No one yet. Add @name, or press Enter to leave it open.' }
    return result.due === null && result.dueWords === null ? [open] : [open, space, ...when]
  }
  const { name, onCase, isAsked, reach } = who.member
  if (onCase && isAsked)
    return [
      { text: firstNameOf(name), strong: true },
      { text: ' has not answered the question about this case yet, and sees only this line until then. ' },
      ...when,
    ]
  return onCase
    ? [{ text: name, strong: true }, { text: ` gets this ${reachWords[reach]}. ` }, ...when]
    : [
        { text: firstNameOf(name), strong: true },
        { text: ' is not on this case and will see only this line, never why. ' },
        ...when,
      ]
}

/** One of the times that may be meant: 'today 15:00', 'Fri 15:00', 'Fri 27 Nov'. */
export function sayChoice({ due, dueWords }: Doubt['choices'][number], { now, timeZone }: Here): string {
  const { text } = sayDue(due, dueWords, now, timeZone)
  const isToday =
    due !== null && daysBetween(localTime(now, timeZone), localTime(new Date(due), timeZone)) === 0
  return isToday ? `today ${text}` : text
}

/** What the past time of a line may mean, the next day first; each is pressed, none is chosen by itself. */
export function sayPast(
  due: string,
  { now, timeZone }: Here,
): readonly { readonly label: string; readonly due: string }[] {
  const { hour, minute } = localTime(new Date(due), timeZone)
  const today = localTime(now, timeZone)
  const next = tomorrow(momentOf({ ...today, hour, minute }, timeZone).toISOString(), timeZone)
  const isToday = daysBetween(today, localTime(new Date(due), timeZone)) === 0
  const { text } = sayDue(due, null, now, timeZone)
  return [
    { label: `Tomorrow ${sayClock({ hour, minute })}`, due: next },
    { label: isToday ? 'Today, late' : `${text}, late`, due },
  ]
}

/** A mistyped name as it fits into a sentence. */
const shortOf = (typed: string): string =>
  inLine(typed.length > 40 ? `${typed.slice(0, 40).toWellFormed()}…` : typed)

const reachWords: Record<Reach, string> = {
  screen: 'at once',
  phone: 'by phone at once',
  later: 'when they next open Greenroom',
}

const space: Said = { text: ' ' }

function sayWhen({ due, dueWords, isPast }: QuickAdd, { now, timeZone }: Here): Said[] {
  if (due === null && dueWords === null) return [{ text: "No time yet. It will say 'today'." }]
  if (due === null) return [...opening(dueWords), { text: dueWords!, strong: true }, { text: '.' }]
  const date = new Date(due)
  const local = localTime(date, timeZone)
  if (isPast) return [{ text: sayClock(local), strong: true }, { text: ' has passed. Tomorrow?' }]
  const { text, inWords } = sayDue(due, dueWords, now, timeZone)
  if (inWords === 'now' && dueWords === null)
    return [{ text: 'Due ' }, { text: 'now', strong: true }, { text: '.' }]
  const isToday = daysBetween(localTime(now, timeZone), local) === 0
  const said = dueWords === null && isToday ? `today ${text}` : text
  return [...opening(dueWords), { text: said, strong: true }, { text: `, ${inWords}.` }]
}

/** A task is due by or before a time, but goes on until one. */
const opening = (dueWords: string | null): Said[] => [
  { text: dueWords?.startsWith('until ') ? 'Goes on ' : 'Due ' },
]

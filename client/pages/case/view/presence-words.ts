// Who is here, in words and in order. Pure.

import type { MemberId } from '#shared/ids.ts'
import { firstNameOf } from '#shared/people/initials.ts'
import type { Place, Present, Question } from '#shared/protocol/events.ts'

/** "Priya and Dawit are here"; empty for nobody. */
export function sayHere(names: readonly string[]): string {
  const first = names.map(firstNameOf)
  if (first.length === 0) return ''
  const last = first.at(-1)!
  if (first.length === 1) return `${last} is here`
  return `${first.slice(0, -1).join(', ')} and ${last} are here`
}

/** Everybody in the record once, where they take part from: somebody with a device in the room is in the room. */
export function placesOf(present: readonly Present[]): Map<MemberId, Place> {
  const places = new Map<MemberId, Place>()
  for (const { member, place } of present)
    if (place === 'room' || !places.has(member)) places.set(member, place)
  return places
}

/** Those with a device that is looked at: a locked phone and a hidden tab take part, but nobody sees what they show. */
export const lookingOn = (present: readonly Present[]): ReadonlySet<MemberId> =>
  new Set(present.filter(({ isAway }) => !isAway).map(({ member }) => member))

/** The members at one question, each once, without `me`; 3 and 4 are one table. */
export function membersAt(
  present: readonly Present[],
  questions: readonly Question[],
  me: string,
): { member: MemberId; name: string }[] {
  const at = new Map<MemberId, string>()
  for (const { member, name, question, isAway } of present)
    if (question && !isAway && questions.includes(question) && member !== me) at.set(member, name)
  return [...at].map(([member, name]) => ({ member, name }))
}

const words = 'no one two three four five six seven eight nine ten eleven twelve'.split(' ')

/** "Only these seven can open it." */
export const sayOnlyThese = (count: number): string =>
  count === 1 ? 'Only this one person can open it.' : `Only these ${words[count] ?? count} can open it.`

// Who is here, in words and in order. Pure.

import type { MemberId } from '#shared/ids.ts'
import { firstNameOf } from '#shared/people/initials.ts'
import type { Place, Present, Question } from '#shared/protocol/events.ts'

/** "Priya and Dawit are here"; empty for nobody. */
export function sayHere(names: readonly string[]): string {
  const all = names.map(firstNameOf)
  const first = all.length > 4 ? [...all.slice(0, 3), `${all.length - 3} more`] : all
  if (first.length === 0) return ''
  const last = first.at(-1)!
  if (first.length === 1) return `${last} is here`
  return `${first.slice(0, -1).join(', ')} and ${last} are here`
}

/** Where somebody takes part from: 'here' where they have not said. */
export type Whereabouts = Place | 'here'

/** How it reads, of one person and after a number of them. */
export const placeWords = { room: 'In the room', phone: 'Elsewhere', here: 'Here' } as const satisfies Record<
  Whereabouts,
  string
>
const surest: Record<Whereabouts, number> = { room: 0, phone: 1, here: 2 }

/** Everybody in the record once: somebody with a device in the room is in the room. In the order of coming, so that nobody moves when somebody says where they are. */
export function placesOf(present: readonly Present[]): Map<MemberId, Whereabouts> {
  const places = new Map<MemberId, Whereabouts>()
  for (const { member, place = 'here' } of present) {
    const before = places.get(member)
    if (before === undefined || surest[place] < surest[before]) places.set(member, place)
  }
  return places
}

/** "5 in the room, 4 elsewhere, 3 here"; empty for nobody. */
export function sayPlaces(places: ReadonlyMap<MemberId, Whereabouts>): string {
  const all = [...places.values()]
  return (['room', 'phone', 'here'] as const)
    .map((place) => [all.filter((one) => one === place).length, placeWords[place].toLowerCase()] as const)
    .filter(([count]) => count > 0)
    .map(([count, words]) => `${count} ${words}`)
    .join(', ')
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

/** Beside the name of somebody who has yet to answer the conflict question, and sees nothing of the case before. */
export const notAnswered = 'Not answered yet'

const inWords = (count: number): string => words[count] ?? String(count)
const begun = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/**
 * "Only these seven can open it."; "Five can open it. Two have not answered yet."
 * @param asked how many have yet to answer the conflict question, beyond `open`
 */
export function sayWhoOpens(open: number, asked: number): string {
  if (asked === 0)
    return open === 1 ? 'Only this one person can open it.' : `Only these ${inWords(open)} can open it.`
  return `${begun(inWords(open))} can open it. ${begun(inWords(asked))} ${asked === 1 ? 'has' : 'have'} not answered yet.`
}

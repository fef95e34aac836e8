// Who is who on a case page: names and roles as this viewer may read them, and whether they are hidden now.
// Chips in the text hold ids only and ask here, so that hiding names changes every one of them at once.

import { isDamaged } from '#shared/cases/damaged.ts'
import type { DamagedPerson, PersonInCase } from '#shared/http/cases.ts'
import type { Member } from '#shared/http/people.ts'
import type { Listed } from '#shared/privacy/sought.ts'
import { roleWords, standInFor, standInTitle } from '#shared/privacy/stand-ins.ts'

/** Somebody in the case, as far as what is stored of them can be read. */
export type PersonHere = PersonInCase | DamagedPerson

/** Everybody as masks want them; nothing is known of what a damaged entry was called, but it counts. */
export const listedOf = (people: readonly PersonHere[]): Listed[] =>
  people.map((one) => (isDamaged(one) ? { ...one, name: '', aliases: [], badge: null } : one))

export type NamesState = {
  /** Undefined until they are known. */
  readonly people: readonly PersonHere[] | undefined
  readonly members: readonly Member[]
  /** "Hide names" is pressed. */
  readonly isHidden: boolean
}

export type Names = {
  read(): NamesState
  set(next: NamesState): void
  subscribe(listener: () => void): () => void
}

/** What the lists call somebody: their role, and whether their name can be read at all. */
export function sayRole(person: PersonHere, people: readonly PersonHere[]): string {
  const title = standInTitle(person, people)
  return isDamaged(person) ? `${title}, name damaged` : title
}

export type Chip = { readonly name: string; readonly role: string | null; readonly isMasked: boolean }

/** What a name chip reads for this viewer now. */
export function chipOf(mention: { id: string; kind: string }, state: NamesState): Chip {
  if (mention.kind === 'member') {
    const member = state.members.find((one) => one.id === mention.id)
    return { name: member?.name ?? 'Someone', role: null, isMasked: false }
  }
  const { people, isHidden } = state
  if (!people) return { name: '…', role: null, isMasked: true }
  const person = people.find((one) => one.id === mention.id)
  if (!person) return { name: 'person not listed', role: null, isMasked: true }
  if (isHidden) return { name: standInFor(person, people), role: 'name hidden', isMasked: true }
  if (isDamaged(person)) return { name: standInFor(person, people), role: 'name damaged', isMasked: true }
  return { name: person.name, role: roleWords[person.role], isMasked: false }
}

/** "Corvin Haldane, reported person"; hidden: "reported person, name hidden". */
export const sayChip = ({ name, role }: Chip): string => (role === null ? name : `${name}, ${role}`)

export function createNames(initial: NamesState): Names {
  let state = initial
  const listeners = new Set<() => void>()
  return {
    read: () => state,
    set(next) {
      state = next
      for (const listener of listeners) listener()
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

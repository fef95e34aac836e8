// Who is who on a case page: names and roles as this viewer may read them, and whether they are hidden now.
// Chips in the text hold ids only and ask here, so that hiding names changes every one of them at once.

import type { PersonInCase } from '#shared/http/cases.ts'
import type { Member } from '#shared/http/people.ts'
import { roleWords } from '#shared/privacy/mask.ts'

export type NamesState = {
  readonly people: readonly PersonInCase[]
  readonly members: readonly Member[]
  /** "Hide names" is pressed. */
  readonly isHidden: boolean
}

export type Names = {
  read(): NamesState
  set(next: NamesState): void
  subscribe(listener: () => void): () => void
}

/** 'Witness 1' where a role is held by several, as the room display says it too. */
export function roleTitle(
  person: Pick<PersonInCase, 'id' | 'role'>,
  people: readonly PersonInCase[],
): string {
  const words = roleWords[person.role]
  const title = words[0]!.toUpperCase() + words.slice(1)
  if (person.role !== 'witness' && person.role !== 'other') return title
  return `${title} ${people.filter((one) => one.role === person.role).findIndex((one) => one.id === person.id) + 1}`
}

export type Chip = { readonly name: string; readonly role: string | null; readonly isMasked: boolean }

/** What a name chip reads for this viewer now. */
export function chipOf(mention: { id: string; kind: string }, state: NamesState): Chip {
  if (mention.kind === 'member') {
    const member = state.members.find((one) => one.id === mention.id)
    return { name: member?.name ?? 'Someone', role: null, isMasked: false }
  }
  const person = state.people.find((one) => one.id === mention.id)
  if (!person) return { name: 'person not listed', role: null, isMasked: true }
  const role = roleWords[person.role]
  return state.isHidden
    ? { name: role, role: 'name hidden', isMasked: true }
    : { name: person.name, role, isMasked: false }
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

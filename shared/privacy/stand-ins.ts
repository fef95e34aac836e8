// What stands for somebody of a case where their name is not shown: "witness", or "witness 2" where there are several. The
// same for everybody and everywhere: case page, room display, and every text in which names are masked.

import type { PersonRole } from '../http/cases.ts'

/** What somebody is in a case, in words. */
export const roleWords: Readonly<Record<PersonRole, string>> = {
  reporter: 'reporter',
  affected: 'affected person',
  reported: 'reported person',
  witness: 'witness',
  other: 'other person',
}

type InRole = { readonly role: PersonRole }

/**
 * What stands for one of them inside a sentence. A number only where there are several of that role.
 * @param person one of `people`
 * @param people everybody listed in the case, in the order in which they were listed
 */
export function standInFor<P extends InRole>(person: P, people: readonly P[]): string {
  const words = roleWords[person.role]
  const alike = people.filter(({ role }) => role === person.role)
  return alike.length > 1 ? `${words} ${alike.indexOf(person) + 1}` : words
}

/** The same where it stands alone, or begins a sentence: "Reported person". */
export const standInTitle = <P extends InRole>(person: P, people: readonly P[]): string =>
  asTitle(standInFor(person, people))

/** The first letter large. */
export const asTitle = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1)

// The people of a case: listed, changed, taken off the list. What the database has to see of them, role and linked member, stands
// in a row beside (case_people), written in the same transaction.

import { z } from 'zod'
import { MemberId } from '../ids.ts'
import { entryKind } from './entry-kind.ts'

const roles = z.enum(['reporter', 'affected', 'reported', 'witness', 'other'])

const First = z.object({
  name: z.string(),
  aliases: z.array(z.string()).default([]),
  badge: z.string().nullable().default(null),
})

/** Role and member are missing in what was written when they stood in the row alone. */
export const PersonWords = First.extend({
  role: roles.optional(),
  memberId: MemberId.nullable().optional(),
})
export type PersonWords = z.infer<typeof PersonWords>

/** Without `about` somebody is listed, and the entry's id is theirs; with it that person is from then on as it says. */
export const person = entryKind('person', PersonWords, [{ schema: First, upgrade: (words) => words }])

/** About a person. */
export const personRemoval = entryKind('person-removal', z.object({}))

/** An entry about people as the fold needs it; `words` are undefined where it is damaged. */
export type PersonEntry = {
  id: string
  kind: string
  about: string | null
  words: PersonWords | object | undefined
}

/**
 * What is known of each person now.
 * @param entries of people, in the order in which they were written
 * @returns by id, in the order in which they were listed; undefined for somebody whose latest entry is damaged
 */
export function foldPeople(entries: readonly PersonEntry[]): Map<string, PersonWords | undefined> {
  const people = new Map<string, PersonWords | undefined>()
  for (const { id, kind, about, words } of entries)
    if (kind === personRemoval.kind) people.delete(about ?? id)
    else people.set(about ?? id, words && 'name' in words ? words : undefined)
  return people
}

// Who the reported person is, as far as anything in a case says so: who is listed as that, and what reports say. It is all that
// somebody new is shown before they have said whether there is a conflict.

import type { CaseId } from '#shared/ids.ts'
import { limits } from '#shared/limits.ts'
import { findNamed } from '#shared/privacy/naming.ts'
import type { Db } from '../platform/db.ts'
import { bookOfCase, readEntries } from './entries.ts'
import { allNamed, readPeople } from './people-of.ts'
import type { CaseSeal } from './seals.ts'

/**
 * The names of those listed first, then what reports say beyond them.
 * @throws SealBroken when a name can't be read: nobody is asked about somebody unknown
 */
export async function readReported(db: Db, seal: CaseSeal, caseId: CaseId): Promise<string[]> {
  const people = await readPeople(db, seal, caseId)
  const listed = allNamed(people.filter(({ role }) => role === 'reported')).map(({ name }) => name)
  const reports = await readEntries(
    db,
    bookOfCase(caseId, async () => seal),
    ['report'],
  )
  const said = reports.flatMap(({ words }) => (typeof words?.who === 'string' ? shortened(words.who) : []))
  const names = [...listed]
  for (const who of said) if (!names.some((name) => name === who || isNamedBy(name, who))) names.push(who)
  return names
}

function shortened(who: string): string[] {
  const line = who.replace(/\s+/gu, ' ').trim()
  if (line === '') return []
  return [line.length > limits.maxNameChars ? `${line.slice(0, limits.maxNameChars - 1)}…` : line]
}

/** Whether these words say in full that it is somebody of this name. */
export const isNamedBy = (name: string, words: string): boolean =>
  [...findNamed([{ is: 'who', words }], [{ names: [name], role: 'staff' }]).values()].includes('full')

/** Whether everybody who was asked was asked about this person. */
export const isKnown = (name: string, reported: readonly string[]): boolean =>
  reported.some((known) => isNamedBy(name, known) || isNamedBy(known, name))

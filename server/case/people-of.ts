// The people of a case as they are listed now: what they are called out of the entries, role and linked member out of the row
// beside. Whoever's name can't be read is still listed, with their role.

import { foldPeople, type PersonWords } from '#shared/entries/person.ts'
import type { ListedPerson, PersonInCase } from '#shared/http/cases.ts'
import type { CaseId } from '#shared/ids.ts'
import type { Db } from '../platform/db.ts'
import type { Database } from '../platform/schema.ts'
import { SealBroken } from '../platform/sealing.ts'
import { type EntryRow, openEntries, readEntryRows } from './entries.ts'
import type { CaseSeal } from './seals.ts'

type PersonRow = Pick<Database['case_people'], 'id' | 'case_id' | 'role' | 'member_id'>
/** Both halves, still sealed. */
export type PeopleRows = { rows: readonly PersonRow[]; entries: readonly EntryRow[] }

const kinds = ['person', 'person-removal'] as const

/** Of several cases at once; a case without people is missing. */
export async function readPeopleRows(db: Db, cases: readonly CaseId[]): Promise<Map<CaseId, PeopleRows>> {
  const rows = await db
    .selectFrom('case_people')
    .select(['id', 'case_id', 'role', 'member_id'])
    .where('case_id', 'in', cases)
    .orderBy('created_at')
    .orderBy('id')
    .execute()
  const listed = Map.groupBy(rows, (row) => row.case_id)
  if (listed.size === 0) return new Map()
  const entries = Map.groupBy(await readEntryRows(db, [...listed.keys()], kinds), (row) => row.case_id)
  return new Map([...listed].map(([id, of]) => [id, { rows: of, entries: entries.get(id) ?? [] }]))
}

/** In the order in which they were listed. */
export function openPeople(seal: CaseSeal, { rows, entries }: PeopleRows): ListedPerson[] {
  const known = foldPeople(openEntries<(typeof kinds)[number]>(seal, entries))
  return rows.map(({ id, role, member_id: memberId }) => toListed({ id, role, memberId }, known.get(id)))
}

function toListed(
  row: Pick<PersonInCase, 'id' | 'role' | 'memberId'>,
  words: PersonWords | undefined,
): ListedPerson {
  if (!words) return { ...row, isDamaged: true }
  const { name, aliases, badge } = words
  return { ...row, name, aliases, badge }
}

export async function readPeople(db: Db, seal: CaseSeal, caseId: CaseId): Promise<ListedPerson[]> {
  const rows = (await readPeopleRows(db, [caseId])).get(caseId)
  return rows ? openPeople(seal, rows) : []
}

/**
 * Whose names must be known before a text may be shown, or a question be asked.
 * @throws SealBroken when one of them can't be read: then nobody knows what the text would tell
 */
export const allNamed = (people: readonly ListedPerson[]): PersonInCase[] =>
  people.map((one) => {
    if ('isDamaged' in one) throw new SealBroken()
    return one
  })

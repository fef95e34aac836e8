// The people listed in a case. Whoever of them is a member of the team is locked out of it at once, whatever
// their role, by being linked or by being named: a namesake locked out by mistake is the smaller harm.

import { randomUUID } from 'node:crypto'
import type { PersonAsk, PersonInCase, PersonPatch } from '#shared/http/cases.ts'
import type { CaseId, MemberId, PersonId } from '#shared/ids.ts'
import { isSameName } from '#shared/privacy/mask.ts'
import type { Trx } from '../access/act.ts'
import { exclude } from '../access/exclusions.ts'
import type { CaseSeal } from '../platform/case-seals.ts'
import type { Db } from '../platform/db.ts'
import { problem } from '../platform/errors.ts'
import type { Database } from '../platform/schema.ts'
import { openWords, sealWords } from '../platform/sealed-rows.ts'

export const personColumns = ['id', 'case_id', 'role', 'member_id', 'sealed'] as const
export type PersonRow = Pick<Database['case_people'], 'id' | 'role' | 'member_id' | 'sealed'>

/** @throws when a box was damaged or moved */
export const openPeople = (seal: CaseSeal, rows: readonly PersonRow[]): PersonInCase[] =>
  rows.map((row) => {
    const { name, aliases, badge } = openWords(seal, 'person', row.id, row.sealed)
    return { id: row.id, name, role: row.role, aliases, badge, memberId: row.member_id }
  })

/** The people of a case in the order in which they were listed. */
export async function readPeople(db: Db, seal: CaseSeal, caseId: CaseId): Promise<PersonInCase[]> {
  const people = db.selectFrom('case_people').select(personColumns).where('case_id', '=', caseId)
  return openPeople(seal, await people.orderBy('created_at').orderBy('id').execute())
}

type Given = { caseId: CaseId; seal: CaseSeal; by: MemberId; now: Date }
/** `lockedOut`: whose screens are to be cut after the commit. */
export type PersonChange = { person: PersonInCase; lockedOut: MemberId[] }

/** Lists somebody. Call with the case locked. @throws Problem bad-request for a member who does not exist */
export async function addPerson(trx: Trx, given: Given, ask: PersonAskRead): Promise<PersonChange> {
  const { caseId, seal, by, now } = given
  const members = await findNamed(trx, caseId, ask.name, ask.memberId)
  const person: PersonInCase = {
    id: randomUUID() as PersonId,
    name: ask.name,
    role: ask.role,
    aliases: ask.aliases,
    badge: ask.badge || null,
    memberId: members.length === 1 ? members[0]! : null,
  }
  const row = { id: person.id, case_id: caseId, created_by: by, created_at: now }
  await trx
    .insertInto('case_people')
    .values({ ...row, ...columnsOf(seal, person) })
    .execute()
  return { person, lockedOut: await exclude(trx, caseId, members, now) }
}

type PersonAskRead = ReturnType<(typeof PersonAsk)['parse']>

/** Changes what is given and keeps the rest. Somebody unlinked stays locked out. @throws Problem not-available */
export async function changePerson(
  trx: Trx,
  given: Given,
  id: PersonId,
  patch: PersonPatch,
): Promise<PersonChange> {
  const { caseId, seal, now } = given
  const rows = trx.selectFrom('case_people').select(personColumns)
  const row = await rows.where('case_id', '=', caseId).where('id', '=', id).executeTakeFirst()
  if (!row) throw problem('not-available')
  const [before] = openPeople(seal, [row])
  const person: PersonInCase = { ...before!, ...patch, badge: newBadge(before!, patch) }
  const members = await findNamed(trx, caseId, patch.name, patch.memberId ?? undefined)
  if (members.length === 1) person.memberId = members[0]!
  await trx.updateTable('case_people').set(columnsOf(seal, person)).where('id', '=', id).execute()
  return { person, lockedOut: await exclude(trx, caseId, members, now) }
}

const newBadge = (before: PersonInCase, { badge }: PersonPatch): string | null =>
  badge === undefined ? before.badge : badge || null

/** Whoever was locked out through this entry stays so. @throws Problem not-available */
export async function removePerson(trx: Trx, caseId: CaseId, id: PersonId): Promise<void> {
  const gone = await trx
    .deleteFrom('case_people')
    .where('case_id', '=', caseId)
    .where('id', '=', id)
    .returning('id')
    .executeTakeFirst()
  if (!gone) throw problem('not-available')
}

const columnsOf = (seal: CaseSeal, { id, role, memberId, name, aliases, badge }: PersonInCase) => ({
  role,
  member_id: memberId,
  sealed: sealWords(seal, 'person', id, { name, aliases, badge }),
})

/** The linked member, or else the members of the event whose name this is. */
async function findNamed(trx: Trx, caseId: CaseId, name?: string, linked?: MemberId): Promise<MemberId[]> {
  if (name === undefined && linked === undefined) return []
  const team = await trx
    .selectFrom('members as m')
    .innerJoin('cases as c', 'c.event_id', 'm.event_id')
    .select(['m.id', 'm.name', 'm.ended_at'])
    .where('c.id', '=', caseId)
    .execute()
  if (linked === undefined)
    return team.filter((one) => !one.ended_at && isSameName(one.name, name!)).map((one) => one.id)
  if (team.some((one) => one.id === linked)) return [linked]
  throw problem('bad-request', undefined, [{ field: 'memberId', message: 'There is no such member.' }])
}

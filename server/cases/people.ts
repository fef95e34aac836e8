// The people listed in a case: added, changed, taken off. Whoever of them is a member of the team is excluded from it at once,
// whatever their role, by being linked or by being named: a namesake excluded by mistake is the smaller harm.

import type { PersonAsk, PersonInCase, PersonPatch } from '#shared/http/cases.ts'
import type { CaseId, MemberId, PersonId } from '#shared/ids.ts'
import { limits } from '#shared/limits.ts'
import { isSameName } from '#shared/privacy/sought.ts'
import type { Act } from '../case/command.ts'
import { exclude, findLetIn } from '../case/exclusions.ts'
import type { Trx } from '../case/lock.ts'
import { readPeople } from '../case/people-of.ts'
import { problem } from '../platform/errors.ts'

type PersonAskRead = ReturnType<(typeof PersonAsk)['parse']>

/**
 * Lists somebody.
 * @throws Problem bad-request for a member who does not exist; conflict when nobody would be left to lead, and beyond the most
 */
export async function addPerson(act: Act, ask: PersonAskRead): Promise<PersonInCase> {
  const { trx, caseId, actor, now, entries, after } = act
  const before = await listedBefore(act, ask)
  if (before) return before
  const { listed } = await trx
    .selectFrom('case_people')
    .select(({ fn }) => fn.countAll<string>().as('listed'))
    .where('case_id', '=', caseId)
    .executeTakeFirstOrThrow()
  // Every text that leaves a case is looked through for all of them.
  if (Number(listed) >= limits.maxPeople) throw problem('conflict', 'There are too many people in this case.')
  const members = await findNamed(trx, caseId, ask.name, ask.memberId)
  const { name, role, aliases } = ask
  const memberId = members.length === 1 ? members[0]! : null
  const words = { name, role, aliases, badge: ask.badge || null, memberId }
  const id = (await entries.append('person', words, ask.id && { id: ask.id })) as PersonId
  await trx
    .insertInto('case_people')
    .values({ id, case_id: caseId, role, member_id: memberId, created_by: actor.member, created_at: now })
    .execute()
  after.rights(await exclude(trx, { caseId, members, now, isChosen: true }))
  return { id, ...words }
}

/** Whom the same request has listed before: as they stand now, or as they were asked for if they were taken off since. */
async function listedBefore(
  { trx, caseId, entries, seal, concerns }: Act,
  ask: PersonAskRead,
): Promise<PersonInCase | undefined> {
  const before = await entries.find('person', ask.id)
  if (!before) return undefined
  concerns(before.id)
  const id = before.id as PersonId
  const now = (await readPeople(trx, await seal(), caseId)).find((one) => one.id === id)
  if (now && !('isDamaged' in now)) return now
  const { name, role, aliases, badge = '', memberId = null } = ask
  return { id, name, role, aliases, badge: badge || null, memberId }
}

/**
 * Changes what is given and keeps the rest. Somebody unlinked stays excluded.
 * @throws Problem not-available; conflict for somebody whose name can't be read, unless it is given anew
 */
export async function changePerson(act: Act, id: PersonId, patch: PersonPatch): Promise<PersonInCase> {
  const { trx, caseId, now, seal, after } = act
  const before = (await readPeople(trx, await seal(), caseId)).find((one) => one.id === id)
  if (!before) throw problem('not-available')
  const known = 'isDamaged' in before ? writtenAnew(before, patch) : before
  const person: PersonInCase = { ...known, ...patch, badge: newBadge(known, patch) }
  const members = await findNamed(trx, caseId, patch.name, patch.memberId ?? undefined)
  if (members.length === 1) person.memberId = members[0]!
  await writeChange(act, person)
  after.rights(await exclude(trx, { caseId, members, now, isChosen: true }))
  return person
}

function writtenAnew(
  { id, role, memberId }: Pick<PersonInCase, 'id' | 'role' | 'memberId'>,
  { name }: PersonPatch,
): PersonInCase {
  if (name === undefined)
    throw problem('conflict', 'What is stored of this person is damaged. Write the name again.')
  return { id, role, memberId, name, aliases: [], badge: null }
}

const newBadge = (before: PersonInCase, { badge }: PersonPatch): string | null =>
  badge === undefined ? before.badge : badge || null

/** A person from now on: in the entries with every word, and what the database has to see in the row beside. */
export async function writeChange({ trx, entries }: Act, person: PersonInCase): Promise<void> {
  const { id, ...words } = person
  await entries.append('person', words, { about: id })
  const { role, memberId: member_id } = words
  await trx.updateTable('case_people').set({ role, member_id }).where('id', '=', id).execute()
}

/** Whoever was excluded through this entry stays so. @throws Problem not-available */
export async function removePerson({ trx, caseId, entries, after }: Act, id: PersonId): Promise<void> {
  const gone = await trx
    .deleteFrom('case_people')
    .where('case_id', '=', caseId)
    .where('id', '=', id)
    .returning('id')
    .executeTakeFirst()
  if (!gone) throw problem('not-available')
  await entries.append('person-removal', {}, { about: id })
  after.tellCase({ part: 'people' })
}

/** The linked member, or else the members of the event whose name this is, or was. */
async function findNamed(trx: Trx, caseId: CaseId, name?: string, linked?: MemberId): Promise<MemberId[]> {
  if (name === undefined && linked === undefined) return []
  const team = await trx
    .selectFrom('members as m')
    .innerJoin('cases as c', 'c.event_id', 'm.event_id')
    .leftJoin('former_names as f', 'f.member_id', 'm.id')
    .select(['m.id', 'm.name', 'm.ended_at', 'f.name as formerName'])
    .where('c.id', '=', caseId)
    .execute()
  if (linked === undefined) {
    const isTheirs = (own: string | null) => own !== null && isSameName(own, name!)
    const named = team.filter((one) => !one.ended_at && (isTheirs(one.name) || isTheirs(one.formerName)))
    const namesakes = [...new Set(named.map((one) => one.id))]
    // Two have said already that this is not them.
    const letIn = namesakes.length > 0 ? await findLetIn(trx, caseId) : new Set()
    return namesakes.filter((id) => !letIn.has(id))
  }
  if (team.some((one) => one.id === linked)) return [linked]
  throw problem('bad-request', undefined, [{ field: 'memberId', message: 'There is no such member.' }])
}

// The people listed in a case: added, changed, taken off. Whoever of them is a member of the team is excluded from it at once,
// whatever their role, by being linked or by being named, with a name, an alias or a badge; from whoever is likely named it is
// withheld. A namesake kept out by mistake is the smaller harm.

import { randomUUID } from 'node:crypto'
import type { PersonAsk, PersonInCase, PersonPatch } from '#shared/http/cases.ts'
import type { MemberId, PersonId } from '#shared/ids.ts'
import { limits } from '#shared/limits.ts'
import { askAnew } from '../case/ask-anew.ts'
import type { Act } from '../case/command.ts'
import { exclude } from '../case/exclusions.ts'
import { forgetAnswers } from '../case/likenesses.ts'
import { asLikely, findNamedIn, type Said, saidOfPerson } from '../case/named.ts'
import { readPeople } from '../case/people-of.ts'
import { isKnown, readReported } from '../case/reported.ts'
import { problem } from '../platform/errors.ts'
import { SealBroken } from '../platform/sealing.ts'

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
  const { name, role, aliases } = ask
  const isAnother = role === 'reported' && (await isNew(act, name))
  const id = (ask.id ?? randomUUID()) as PersonId
  const meant = await findMeant(act, saidOfPerson(id, ask), ask.memberId)
  const memberId = meant.members.length === 1 ? meant.members[0]! : null
  const words = { name, role, aliases, badge: ask.badge || null, memberId }
  await entries.append('person', words, { id })
  await trx
    .insertInto('case_people')
    .values({ id, case_id: caseId, role, member_id: memberId, created_by: actor.member, created_at: now })
    .execute()
  after.rights(await exclude(trx, { caseId, ...meant, now, isChosen: true }))
  if (isAnother) await askOthers(act)
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
  const isAnother = person.role === 'reported' && (await isNew(act, person.name))
  if (isCalledOtherwise(patch)) await forgetAnswers(trx, caseId, id)
  const isReportedNow = person.role === 'reported' && known.role !== 'reported'
  const said = saidOfPerson(id, isReportedNow ? person : { ...patch, role: person.role })
  const meant = await findMeant(act, said, patch.memberId ?? undefined)
  if (meant.members.length === 1) person.memberId = meant.members[0]!
  await writeChange(act, person)
  after.rights(await exclude(trx, { caseId, ...meant, now, isChosen: true }))
  if (isAnother) await askOthers(act)
  return person
}

const isCalledOtherwise = ({ name, aliases, badge }: PersonPatch): boolean =>
  name !== undefined || aliases !== undefined || badge !== undefined

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

/** The linked member alone, or else those of the team whom this may be. */
async function findMeant({ trx, caseId, actor }: Act, said: Said, linked?: MemberId) {
  if (linked !== undefined) {
    const team = trx.selectFrom('members as m').innerJoin('cases as c', 'c.event_id', 'm.event_id')
    const known = team.select('m.id').where('c.id', '=', caseId).where('m.id', '=', linked)
    if (await known.executeTakeFirst()) return { members: [linked] }
    throw problem('bad-request', undefined, [{ field: 'memberId', message: 'There is no such member.' }])
  }
  const named = await findNamedIn(trx, caseId, [said])
  return { members: named.full, withheld: asLikely(named, actor.member) }
}

/** Whether nobody was asked about this reported person yet. What can't be read is somebody else. */
async function isNew({ trx, caseId, seal }: Act, name: string): Promise<boolean> {
  try {
    return !isKnown(name, await readReported(trx, await seal(), caseId))
  } catch (error) {
    if (error instanceof SealBroken) return true
    throw error
  }
}

/** Somebody else is said to be the reported person: everybody but whoever said so is asked about a conflict. */
async function askOthers({ trx, caseId, actor, now, after }: Act): Promise<void> {
  after.rights(await askAnew(trx, { caseId, now, except: actor.member }))
}

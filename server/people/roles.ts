// What a chair changes about a member: the role, and when the account ends by itself. A changed role counts from the next act on;
// what stands in the access list of a case stays.

import type { z } from 'zod'
import type { MemberPatch, Role } from '#shared/http/people.ts'
import type { EventId, MemberId } from '#shared/ids.ts'
import { limits } from '#shared/limits.ts'
import type { Trx } from '../case/lock.ts'
import type { Db } from '../platform/db.ts'
import { problem } from '../platform/errors.ts'
import { isAccountAlive } from './alive.ts'
import { keepChair, lockTeam } from './chairs.ts'
import { voidLinksOf } from './given-links.ts'
import { lockCasesOf } from './members.ts'
import { noteTeamAct } from './team-audit.ts'

type Change = {
  event: EventId
  member: MemberId
  /** The chair; nobody for whoever runs the server. */
  by: MemberId | null
  patch: z.output<typeof MemberPatch>
  now: Date
}

/** @throws Problem: not-available for nobody, or when `by` is no chair any more; conflict when no chair would be left */
export async function changeMember(db: Db, { event, member, by, patch, now }: Change): Promise<void> {
  const ends_at = readEnd(patch.until, now)
  await db.transaction().execute(async (trx) => {
    await lockTeam(trx, event)
    if (by && !(await isChair(trx, by, now))) throw problem('not-available')
    await lockCasesOf(trx, member)
    const before = await readStanding(trx, event, member, now)
    if (!before) throw problem('not-available')
    const role = patch.role && confirmedAs(patch.role, before, by, now)
    await trx
      .updateTable('members')
      .set({ ...role, ...(ends_at !== undefined && { ends_at }) })
      .where('id', '=', member)
      .execute()
    await keepChair(trx, event)
    await noteTeamAct(trx, { event, by, act: 'changeMember', about: member, now })
    if (role) await voidLinksOf(trx, member, now, role.role)
  })
}

function readEnd(until: string | null | undefined, now: Date): Date | null | undefined {
  if (until === null || until === undefined) return until
  const [end, lastMs] = [new Date(until), limits.maxAccountDays * 24 * 3_600_000]
  const message =
    end <= now
      ? 'Choose a time that is still to come.'
      : end.getTime() > now.getTime() + lastMs
        ? 'Choose a time within the next five years.'
        : undefined
  if (message) throw problem('bad-request', undefined, [{ field: 'until', message }])
  return end
}

type Standing = { acting_role: Role }

/** Whoever gives a role knows whom they give it to. Since when it counts is since they ran the team, without a gap. */
function confirmedAs(role: Role, before: Standing, by: MemberId | null, now: Date) {
  const ranTheTeam = before.acting_role !== 'staff' && role !== 'staff'
  return { role, ...(!ranTheTeam && { confirmed_at: now, confirmed_by: by }) }
}

async function readStanding(trx: Trx, event: EventId, member: MemberId, now: Date) {
  return trx
    .selectFrom('members as m')
    .select('m.acting_role')
    .where('m.id', '=', member)
    .where('m.event_id', '=', event)
    .where(isAccountAlive(now))
    .forNoKeyUpdate('m')
    .executeTakeFirst()
}

async function isChair(trx: Trx, member: MemberId, now: Date): Promise<boolean> {
  const row = trx.selectFrom('members as m').select('m.id').where('m.id', '=', member)
  const chair = row.where('m.acting_role', '=', 'chair').where(isAccountAlive(now))
  return (await chair.executeTakeFirst()) !== undefined
}

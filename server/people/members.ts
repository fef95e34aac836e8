// The members of the event: who they are, how one is added, how an account ends. Rows are never deleted, because
// records and reports go on naming their authors.

import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Role } from '#shared/http/people.ts'
import type { EventId, MemberId } from '#shared/ids.ts'
import type { HandOver } from '../case/hand-over.ts'
import { type LeadsChanged, leadAfterEnding } from '../case/leads.ts'
import { type Db, isUniqueViolation } from '../platform/db.ts'
import { problem } from '../platform/errors.ts'
import { isAccountAlive } from './alive.ts'
import { keepChair, lockTeam } from './chairs.ts'
import { voidLinksOf } from './given-links.ts'
import { noteTeamAct } from './team-audit.ts'

export type NewMember = {
  event: EventId
  role: Role
  name: string
  email: string
  passwordHash: string
  now: Date
  /** Whether they are known to be who they say; else a chair or coordinator counts as staff until a chair confirms them. */
  isConfirmed?: boolean
}

/** Adds a member with the presence colour that the fewest have. @throws a unique violation if the address is taken */
export async function insertMember(
  trx: Db,
  { event, role, name, email, passwordHash, now, isConfirmed = false }: NewMember,
): Promise<MemberId> {
  const id = randomUUID() as MemberId
  const colour = await findLeastUsedColour(trx, event)
  await trx
    .insertInto('members')
    .values({
      ...{ id, event_id: event, role, name, email, password_hash: passwordHash, colour, created_at: now },
      confirmed_at: isConfirmed ? now : null,
    })
    .execute()
  return id
}

/** Whether an insert failed because somebody in the event has this address. */
export const isEmailTaken = (error: unknown): boolean => isUniqueViolation(error, 'members_email')

/** The same words for everybody who meets it. */
export function emailTaken() {
  const message = 'Somebody on the team already has this address.'
  return problem('conflict', message, [{ field: 'email', message }])
}

async function findLeastUsedColour(db: Db, event: EventId): Promise<number> {
  const rows = await db
    .selectFrom('members')
    .select(['colour', ({ fn }) => fn.countAll<number>().as('count')])
    .where('event_id', '=', event)
    .where('ended_at', 'is', null)
    .groupBy('colour')
    .execute()
  const uses = new Map(rows.map(({ colour, count }) => [colour, count]))
  const colours = [1, 2, 3, 4, 5, 6, 7, 8]
  return colours.toSorted((a, b) => (uses.get(a) ?? 0) - (uses.get(b) ?? 0))[0]!
}

/** Whether a role counts: that of staff always, the others once a chair has confirmed who it is. */
const isRoleConfirmed = sql<boolean>`m.role = m.acting_role`

const canRing = sql<boolean>`exists (select 1 from push_subscriptions as p where p.member_id = m.id)`

/** The team as it is now, by name. */
export async function readMembers(db: Db, event: EventId, now: Date) {
  const rows = await db
    .selectFrom('members as m')
    .leftJoin('members as b', 'b.id', 'm.back_by')
    .select([
      'm.id',
      'm.name',
      'm.role',
      'm.colour',
      'm.ends_at',
      'm.back_at',
      'b.name as back_by',
      'm.sealed_phone',
      'm.sealed_speaks',
    ])
    .select(isRoleConfirmed.as('isConfirmed'))
    .select(canRing.as('canRing'))
    .where('m.event_id', '=', event)
    .where(isAccountAlive(now))
    .orderBy('m.name')
    .orderBy('m.id')
    .execute()
  return rows.map(({ ends_at, back_at, back_by, sealed_phone, sealed_speaks, ...member }) => ({
    ...member,
    sealed: { phone: sealed_phone, speaks: sealed_speaks },
    until: ends_at?.toISOString() ?? null,
    back: back_at && { at: back_at.toISOString(), by: back_by },
  }))
}

/** The account with this address in the current event. */
export async function findAccount(db: Db, email: string, now: Date) {
  return db
    .selectFrom('members as m')
    .innerJoin('events as e', 'e.id', 'm.event_id')
    .select(['m.id', 'm.password_hash as passwordHash'])
    .where('e.is_current', '=', true)
    .where('m.email', '=', email)
    .where(isAccountAlive(now))
    .executeTakeFirst()
}

type Act = { event: EventId; member: MemberId; now: Date }
type Ending = Act & {
  /** Who asks for it, and may as well let it be: refused where it would leave the team without a chair. Nobody when its time is over. */
  by?: MemberId
}

/**
 * A chair knows who this is: from now on their role counts. Once is enough.
 * @throws Problem `not-available` for nobody
 */
export async function confirmMember(db: Db, by: MemberId, { event, member, now }: Act): Promise<void> {
  await db.transaction().execute(async (trx) => {
    await lockCasesOf(trx, member)
    const known = await trx
      .selectFrom('members')
      .select('confirmed_at')
      .where('id', '=', member)
      .where('event_id', '=', event)
      .where('ended_at', 'is', null)
      .executeTakeFirst()
    if (!known) throw problem('not-available')
    if (known.confirmed_at) return
    const confirmed = { confirmed_at: now, confirmed_by: by }
    await trx.updateTable('members').set(confirmed).where('id', '=', member).execute()
    await noteTeamAct(trx, { event, by, act: 'confirmMember', about: member, now })
  })
}

/**
 * Ends an account and voids the invitations it made, in one transaction, in which the cases that it led get another lead, who has its tasks
 * from then on.
 * @throws Problem `not-available` for nobody, or somebody already gone; conflict when somebody asks for it and no chair would be left
 */
export async function endMember(
  { db, handOver }: { db: Db; handOver: HandOver },
  { event, member, now, by }: Ending,
): Promise<LeadsChanged & { handed: () => void }> {
  return db.transaction().execute(async (trx) => {
    await lockTeam(trx, event)
    await lockCasesOf(trx, member)
    const ended = await trx
      .updateTable('members')
      // What was theirs alone to give goes with them.
      .set({ ended_at: now, sealed_phone: null, sealed_speaks: null })
      .where('id', '=', member)
      .where('event_id', '=', event)
      .where('ended_at', 'is', null)
      .executeTakeFirst()
    if (ended.numUpdatedRows === 0n) throw problem('not-available')
    if (by) await keepChair(trx, event)
    await voidLinksOf(trx, member, now)
    const leads = await leadAfterEnding(trx, { ended: member, now, handOver })
    await noteTeamAct(trx, { event, by: by ?? null, act: 'endAccount', about: member, now })
    return leads
  })
}

/** Holding the heads of a member's cases lets no push slip past that had asked for its rights before. */
export async function lockCasesOf(trx: Db, member: MemberId): Promise<void> {
  await trx
    .selectFrom('record_heads')
    .select('case_id')
    .where('case_id', 'in', (in_) =>
      in_.selectFrom('case_access').select('case_id').where('member_id', '=', member),
    )
    .orderBy('case_id')
    .forUpdate()
    .execute()
}

/** Whether this member's account has ended. Somebody this database does not know has none that could. */
export async function hasEnded(db: Db, member: MemberId, now: Date): Promise<boolean> {
  const row = await db
    .selectFrom('members as m')
    .select(isAccountAlive(now).as('isAlive'))
    .where('m.id', '=', member)
    .executeTakeFirst()
  return row !== undefined && !row.isAlive
}

/** Names by id, asked for once each, and again after they were forgotten. */
export function createNames(db: Db) {
  const known = new Map<MemberId, string>()
  return {
    nameOf: async (member: MemberId): Promise<string> => {
      const name = known.get(member)
      if (name !== undefined) return name
      const row = await db.selectFrom('members').select('name').where('id', '=', member).executeTakeFirst()
      if (row) known.set(member, row.name)
      return row?.name ?? ''
    },
    forgetName: (member: MemberId): void => void known.delete(member),
  }
}

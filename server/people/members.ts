// The members of the event: who they are, how one is added, how an account ends. Rows are never deleted, because
// records and reports go on naming their authors.

import { randomUUID } from 'node:crypto'
import type { Role } from '#shared/http/people.ts'
import type { EventId, MemberId } from '#shared/ids.ts'
import { type Db, isUniqueViolation } from '../platform/db.ts'
import { problem } from '../platform/errors.ts'

export type NewMember = {
  event: EventId
  role: Role
  name: string
  email: string
  passwordHash: string
  now: Date
}

/** Adds a member with the presence colour that the fewest have. @throws a unique violation if the address is taken */
export async function insertMember(
  trx: Db,
  { event, role, name, email, passwordHash, now }: NewMember,
): Promise<MemberId> {
  const id = randomUUID() as MemberId
  const colour = await findLeastUsedColour(trx, event)
  await trx
    .insertInto('members')
    .values({ id, event_id: event, role, name, email, password_hash: passwordHash, colour, created_at: now })
    .execute()
  return id
}

/** Whether an insert failed because somebody in the event has this address. */
export const isEmailTaken = (error: unknown): boolean => isUniqueViolation(error, 'members_email')

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

/** The team as it is now, by name. */
export async function readMembers(db: Db, event: EventId) {
  return db
    .selectFrom('members')
    .select(['id', 'name', 'role', 'colour'])
    .where('event_id', '=', event)
    .where('ended_at', 'is', null)
    .orderBy('name')
    .orderBy('id')
    .execute()
}

/** The account with this address in the current event. */
export async function findAccount(db: Db, email: string) {
  return db
    .selectFrom('members as m')
    .innerJoin('events as e', 'e.id', 'm.event_id')
    .select(['m.id', 'm.password_hash as passwordHash'])
    .where('e.is_current', '=', true)
    .where('m.email', '=', email)
    .where('m.ended_at', 'is', null)
    .executeTakeFirst()
}

/**
 * Ends an account and voids the invitations it made, in one transaction. Holding the heads of its cases lets no push
 * slip past that had asked for its rights before.
 * @throws Problem `not-available` for nobody, or somebody already gone
 */
export async function endMember(
  db: Db,
  { event, member, now }: { event: EventId; member: MemberId; now: Date },
) {
  await db.transaction().execute(async (trx) => {
    await trx
      .selectFrom('record_heads')
      .select('case_id')
      .where('case_id', 'in', (in_) =>
        in_.selectFrom('case_access').select('case_id').where('member_id', '=', member),
      )
      .orderBy('case_id')
      .forUpdate()
      .execute()
    const ended = await trx
      .updateTable('members')
      .set({ ended_at: now })
      .where('id', '=', member)
      .where('event_id', '=', event)
      .where('ended_at', 'is', null)
      .executeTakeFirst()
    if (ended.numUpdatedRows === 0n) throw problem('not-available')
    await trx
      .updateTable('invitations')
      .set({ revoked_at: now })
      .where('created_by', '=', member)
      .where('revoked_at', 'is', null)
      .execute()
  })
}

/** Names by id, asked for once each: an account keeps its name. */
export function createNameOf(db: Db): (member: MemberId) => Promise<string> {
  const known = new Map<MemberId, string>()
  return async (member) => {
    const name = known.get(member)
    if (name !== undefined) return name
    const row = await db.selectFrom('members').select('name').where('id', '=', member).executeTakeFirst()
    if (row) known.set(member, row.name)
    return row?.name ?? ''
  }
}

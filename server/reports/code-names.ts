// Code names for a new case: drawn so that none is used or reserved in the event, and a few held for each member,
// so that a report can be named while its device is offline. A name is used once and never again.

import { sql } from 'kysely'
import { type CodeName, drawCodeName } from '#shared/cases/code-names.ts'
import type { EventId, MemberId } from '#shared/ids.ts'
import { limits } from '#shared/limits.ts'
import type { Trx } from '../case/lock.ts'
import type { Db } from '../platform/db.ts'
import { problem } from '../platform/errors.ts'

/** A name reserved and not used is free again after this long. */
const reservedHours = 24

type Draw = { event: EventId; member: MemberId; now: Date; randomInt: (below: number) => number }
/** Nobody of the team has names reserved. */
type Drawing = Omit<Draw, 'member'> & { member: MemberId | null }

const freeAgainBefore = (now: Date) => new Date(now.getTime() - reservedHours * 3_600_000)

/** The code names held for a member, filled up to three. Those from before come first. */
export async function reserveCodeNames(db: Db, draw: Draw): Promise<string[]> {
  return db.transaction().execute(async (trx) => {
    // First: whoever opens a case holds this lock when they come to the members.
    await oneDrawAtATime(trx, draw.event)
    await trx
      .deleteFrom('code_name_reservations')
      .where('reserved_at', '<', freeAgainBefore(draw.now))
      .execute()
    // One device at a time for each member, so that two asks at once do not hold six.
    await trx.selectFrom('members').select('id').where('id', '=', draw.member).forNoKeyUpdate().execute()
    const held = await readHeld(trx, draw)
    for (let count = held.length; count < limits.codeNamesPerDevice; count++) await reserveOne(trx, draw)
    return readHeld(trx, draw)
  })
}

async function readHeld(trx: Trx, { event, member }: Draw): Promise<string[]> {
  const rows = trx.selectFrom('code_name_reservations').select('code_name').where('event_id', '=', event)
  const mine = rows.where('member_id', '=', member).orderBy('reserved_at').orderBy('code_name')
  return (await mine.execute()).map((row) => row.code_name)
}

async function reserveOne(trx: Trx, draw: Draw): Promise<void> {
  for (;;) {
    const name = await drawFree(trx, draw)
    const row = { event_id: draw.event, code_name: name, member_id: draw.member, reserved_at: draw.now }
    const { numInsertedOrUpdatedRows } = await trx
      .insertInto('code_name_reservations')
      .values(row)
      // Somebody else drew it at the same moment: it is theirs, and taken at the next look.
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirstOrThrow()
    if (numInsertedOrUpdatedRows === 1n) return
  }
}

/**
 * The name for a new case: the one asked for where it is held for this member and no case has it, else a drawn one.
 * The reservation is used up. Two at once may be given the same one; then the table's own rule refuses the second.
 */
export async function takeCodeName(trx: Trx, draw: Drawing, wanted: string | undefined): Promise<string> {
  if (wanted !== undefined && draw.member) {
    const held = await trx
      .deleteFrom('code_name_reservations')
      .where('event_id', '=', draw.event)
      .where('member_id', '=', draw.member)
      .where('code_name', '=', wanted)
      .where('reserved_at', '>=', freeAgainBefore(draw.now))
      .returning('code_name')
      .executeTakeFirst()
    const used = trx.selectFrom('cases').select('id').where('event_id', '=', draw.event)
    if (held && !(await used.where('code_name', '=', wanted).executeTakeFirst())) return wanted
  }
  return drawFree(trx, draw)
}

/** Two draws of an event at once would see the same first words free. */
const oneDrawAtATime = (trx: Trx, event: EventId) =>
  sql`select pg_advisory_xact_lock(hashtext('code names'), hashtext(${event}))`.execute(trx)

async function drawFree(trx: Trx, { event, now, randomInt }: Drawing): Promise<CodeName> {
  await oneDrawAtATime(trx, event)
  const used = trx.selectFrom('cases').select('code_name').where('event_id', '=', event)
  const held = trx.selectFrom('code_name_reservations').select('code_name').where('event_id', '=', event)
  const rows = await used.unionAll(held.where('reserved_at', '>=', freeAgainBefore(now))).execute()
  const name = drawCodeName(randomInt, new Set(rows.map((row) => row.code_name)))
  if (!name) throw problem('failed', 'Every code name of this event is used.')
  return name
}

// A record of which only its log matters, made by the database itself.

import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Db } from '../../server/platform/db.ts'

/** @param rows of some 100 bytes */
export async function fillLog(db: Db, rows: number): Promise<void> {
  const [event, member, record] = [randomUUID(), randomUUID(), randomUUID()]
  await sql`insert into events (id, name, time_zone) values (${event}, 'E', 'UTC')`.execute(db)
  await sql`insert into members (id, event_id, name, role, email, password_hash, colour)
    values (${member}, ${event}, 'M', 'staff', 'm@example.org', '', 1)`.execute(db)
  await sql`insert into cases (id, event_id, code_name, stage, reported_by, sealed_key)
    values (${record}, ${event}, 'C', 'new', ${member}, ${Buffer.alloc(8)})`.execute(db)
  await sql`insert into record_heads (case_id, epoch, seq) values (${record}, ${randomUUID()}, ${rows})`.execute(
    db,
  )
  await sql`insert into record_log (case_id, seq, member_id, sealed)
    select ${record}::uuid, n, ${member}::uuid, decode(repeat(md5(n::text), 6), 'hex') from generate_series(1, ${rows}::int4) n`.execute(
    db,
  )
}

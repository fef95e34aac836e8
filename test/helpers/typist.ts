// A process for the tests of durability: commits rows into the embedded database of the given data directory, one
// transaction each, and prints the number of every row once its commit was answered. It never stops by itself.

import { sql } from 'kysely'
import { openDatabase } from '../../server/platform/db.ts'

const { db } = await openDatabase({ dataDir: process.argv[2]! })
await sql`create table if not exists typed (n int4 primary key)`.execute(db)
const { rows } = await sql<{ last: number | null }>`select max(n) as last from typed`.execute(db)
for (let n = (rows[0]!.last ?? 0) + 1; ; n++) {
  await db.transaction().execute((trx) => sql`insert into typed values (${n})`.execute(trx))
  process.stdout.write(`${n}\n`)
}

// What a PostgreSQL server's background processes do, for the embedded one, which has none: without checkpoints its log
// would grow for ever and a start after a crash take minutes; without vacuum its tables would.

import { type Kysely, sql } from 'kysely'

const roundMs = 60_000
const checkpointEveryRounds = 5
const vacuumEveryRounds = 60
/** Past this much unchecked log, a checkpoint comes at the next round. */
const maxLogBytes = 16 * 1024 * 1024

/** Tidies in the background, between queries. Returns how to stop. Failing does no harm: it is tried again next round. */
export function keepTidy<T>(db: Kysely<T>): () => void {
  let round = 0
  const timer = setInterval(() => {
    round++
    tidy(db, round).catch(() => {})
  }, roundMs)
  timer.unref()
  return () => clearInterval(timer)
}

/** One round; exported so that a test need not wait for the clock. */
export async function tidy<T>(db: Kysely<T>, round: number): Promise<void> {
  if (round % vacuumEveryRounds === 0) await sql`vacuum (analyze)`.execute(db)
  const bytes = await uncheckedLogBytes(db)
  if (bytes > maxLogBytes || (bytes > 0 && round % checkpointEveryRounds === 0))
    await sql`checkpoint`.execute(db)
}

async function uncheckedLogBytes<T>(db: Kysely<T>): Promise<number> {
  const { rows } = await sql<{ bytes: string }>`
    select pg_wal_lsn_diff(pg_current_wal_insert_lsn(), redo_lsn) as bytes from pg_control_checkpoint()`.execute(
    db,
  )
  return Number(rows[0]!.bytes)
}

// Serves: a database in which no word of a case can be read. Where a meeting is, and the order key of a task (which whoever
// writes it may fill with words), are sealed like everything else; what stood there in clear is gone from the tables' files.

import { type Kysely, sql } from 'kysely'

// biome-ignore lint/suspicious/noExplicitAny: the tables of later versions are none of a migration's business
type AnyDb = Kysely<any>
type Seal = { seal(kind: string, position: string, plain: string): Uint8Array }
/** Whoever migrates holds the master key; a database with nothing to seal does without. */
type OpenSealing = (db: AnyDb) => Promise<{ open(caseId: string, wrappedKey: Uint8Array): Seal }>

// In one transaction with all that follows: whoever is killed in the middle has changed nothing, and begins again.
export async function up(db: AnyDb, openSealing: OpenSealing): Promise<void> {
  const sealOf = createSealOf(db, openSealing)
  await db.schema.alterTable('meetings').addColumn('sealed_place', 'bytea').execute()
  await db.schema.alterTable('tasks').addColumn('sealed_order', 'bytea').execute()

  const meetings = await sql<{ id: string; case_id: string; place: string }>`
    select id, case_id, place from meetings where place is not null`.execute(db)
  for (const { id, case_id, place } of meetings.rows) {
    const sealed_place = (await sealOf(case_id))?.seal('meeting-place', id, place)
    if (sealed_place) await db.updateTable('meetings').set({ sealed_place }).where('id', '=', id).execute()
  }

  const tasks = await sql<{ case_id: string; task_id: string; ord: string }>`
    select case_id, task_id, ord from tasks`.execute(db)
  for (const { case_id, task_id, ord } of tasks.rows) {
    const seal = await sealOf(case_id)
    // Not null, and it opens nowhere: like everything else of that case.
    const sealed_order = seal?.seal('task-order', task_id, ord) ?? new Uint8Array()
    const isIt = { case_id, task_id }
    await db
      .updateTable('tasks')
      .set({ sealed_order })
      .where(({ and }) => and(isIt))
      .execute()
  }

  await db.schema.alterTable('meetings').dropColumn('place').execute()
  await db.schema
    .alterTable('tasks')
    .dropColumn('ord')
    .alterColumn('sealed_order', (column) => column.setNotNull())
    .execute()
  // A dropped column stays in the file, and so do rows as they were before; a table written anew has neither.
  await sql`cluster meetings using meetings_pkey`.execute(db)
  await sql`cluster tasks using tasks_pk`.execute(db)
}

/** Undefined for a case whose own key is damaged: nothing of it can be shown any more. */
function createSealOf(db: AnyDb, openSealing: OpenSealing): (caseId: string) => Promise<Seal | undefined> {
  const seals = new Map<string, Seal | undefined>()
  let sealing: ReturnType<OpenSealing> | undefined
  return async (caseId) => {
    if (seals.has(caseId)) return seals.get(caseId)
    sealing ??= openSealing(db)
    const { open } = await sealing
    const { sealed_key } = await db
      .selectFrom('cases')
      .select('sealed_key')
      .where('id', '=', caseId)
      .executeTakeFirstOrThrow()
    seals.set(
      caseId,
      tryTo(() => open(caseId, sealed_key)),
    )
    return seals.get(caseId)
  }
}

function tryTo<T>(open: () => T): T | undefined {
  try {
    return open()
  } catch {
    return undefined
  }
}

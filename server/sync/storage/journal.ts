// The durable side of a record: its head, its log, who owns which clientID. One function = one question.
// The head row is locked by whoever appends and by whoever changes rights, so the database orders a case:
// a push is judged by the rights that hold when its row is written. The log is never rewritten; it is the history.

import { type Kysely, sql, type Transaction } from 'kysely'
import type { CaseId, MemberId, Seq } from '#shared/ids.ts'
import type { CaseSeal } from '../../case/seals.ts'
import { announcingRows } from '../../platform/bus.ts'
import type { Database } from '../../platform/schema.ts'
import { SealBroken } from '../../platform/sealing.ts'

type Db = Kysely<Database>
type Trx = Transaction<Database>

export type Head = { seq: Seq; epoch: string }
export type Row = { seq: Seq; member: MemberId; update: Uint8Array }
/** What one member added in one group. */
export type Entry = { member: MemberId; update: Uint8Array }

export async function findHead(db: Db, caseId: CaseId): Promise<Head | undefined> {
  return await db
    .selectFrom('record_heads')
    .select(['seq', 'epoch'])
    .where('case_id', '=', caseId)
    .executeTakeFirst()
}

/** Takes the right to append until the transaction ends. Undefined: there is no such record. */
export async function lockHead(trx: Trx, caseId: CaseId): Promise<Head | undefined> {
  return await trx
    .selectFrom('record_heads')
    .select(['seq', 'epoch'])
    .where('case_id', '=', caseId)
    .forUpdate()
    .executeTakeFirst()
}

/**
 * The rows after `after`, in order.
 * @param epoch none, when the record is in another life by now
 * @throws RowsBroken when a row is missing or not what was written
 */
export async function readLog(
  db: Db,
  caseId: CaseId,
  seal: CaseSeal,
  after: Seq,
  epoch?: string,
): Promise<Row[]> {
  const { rows, broken } = await readRows(db, caseId, seal, after, { epoch })
  if (broken) throw new RowsBroken(broken)
  return rows
}

/** Where a log breaks off: a row that does not open, or none where one must be. */
export type Broken = { at: Seq; is: 'row' | 'gap' }

export class RowsBroken extends Error {
  constructor({ at, is }: Broken) {
    super(`the log of a record breaks off: ${is} at ${at}`)
    this.name = 'RowsBroken'
  }
}

/** At most `limit` rows after `after`, in order, and what broke the reading off before its end. */
export async function readRows(
  db: Db,
  caseId: CaseId,
  seal: CaseSeal,
  after: Seq,
  { limit, epoch }: { limit?: number | undefined; epoch?: string | undefined } = {},
): Promise<{ rows: Row[]; broken?: Broken }> {
  const stored = await db
    .selectFrom('record_log')
    .select(['seq', 'member_id', 'sealed'])
    .where('case_id', '=', caseId)
    .where('seq', '>', after)
    .orderBy('seq')
    .$if(limit !== undefined, (query) => query.limit(limit!))
    .$if(epoch !== undefined, (query) =>
      query.where(({ exists, selectFrom }) =>
        exists(
          selectFrom('record_heads as h')
            .select('h.case_id')
            .where('h.case_id', '=', caseId)
            .where('h.epoch', '=', epoch!),
        ),
      ),
    )
    .execute()
  const rows: Row[] = []
  for (const row of stored) {
    const seq = after + rows.length + 1
    if (row.seq !== seq) return { rows, broken: { at: seq, is: 'gap' } }
    try {
      rows.push({ seq, member: row.member_id, update: seal.unseal('log', seq, row.sealed) })
    } catch (error) {
      if (!(error instanceof SealBroken)) throw error
      return { rows, broken: { at: seq, is: 'row' } }
    }
  }
  return { rows }
}

export async function readClients(db: Db, caseId: CaseId): Promise<Map<number, MemberId>> {
  const rows = await db
    .selectFrom('record_clients')
    .select(['client', 'member_id'])
    .where('case_id', '=', caseId)
    .execute()
  return new Map(rows.map((row) => [row.client, row.member_id]))
}

/** How many clients each member has begun to write under since then. */
export async function readClientsBound(db: Db, caseId: CaseId, since: Date): Promise<Map<MemberId, number>> {
  const rows = await db
    .selectFrom('record_clients')
    .select(['member_id', ({ fn }) => fn.countAll<number>().as('count')])
    .where('case_id', '=', caseId)
    .where('since', '>', since)
    .groupBy('member_id')
    .execute()
  return new Map(rows.map((row) => [row.member_id, Number(row.count)]))
}

/**
 * Appends one row a member after `head` and moves the head.
 * @param node this node's name, where others are to be told with the commit
 * @returns the head's new place
 */
export async function append(
  trx: Trx,
  caseId: CaseId,
  seal: CaseSeal,
  head: Head,
  entries: readonly Entry[],
  newClients: ReadonlyMap<number, MemberId>,
  node: string | undefined,
): Promise<Seq> {
  const rows = sealRows(seal, head.seq, entries).map(({ member, sealed }, index) => ({
    case_id: caseId,
    seq: head.seq + index + 1,
    member_id: member,
    sealed,
  }))
  const seq = head.seq + rows.length
  if (newClients.size > 0)
    await trx
      .insertInto('record_clients')
      .values([...newClients].map(([client, member]) => ({ case_id: caseId, client, member_id: member })))
      .execute()
  // One statement for both: a way to the database and back is spared with every keystroke.
  await trx
    .with('moved', (db) => db.updateTable('record_heads').set({ seq }).where('case_id', '=', caseId))
    .insertInto('record_log')
    .values(rows)
    .execute()
  if (node !== undefined)
    await sql`select ${announcingRows(node, 'case_id', 'seq')} from record_heads where case_id = ${caseId}`.execute(
      trx,
    )
  return seq
}

/** Each row is sealed for its own place: one that was moved does not open. @param after the head they come after */
export const sealRows = (seal: CaseSeal, after: Seq, entries: readonly Entry[]) =>
  entries.map(({ member, update }, index) => ({
    member,
    sealed: seal.seal('log', after + index + 1, update),
  }))

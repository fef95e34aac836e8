// Group commit over the records of this node. Without a timer: the first record's group is written at once, what the
// others bring meanwhile goes together into the next statement. One statement appends the rows of all of them and is
// its own transaction: a record is written only if its head stands where the group was judged, under the same rights,
// and every session in it is alive. A record whose head somebody holds right now is left out, never waited for.

import { type RawBuilder, sql } from 'kysely'
import type { CaseId, MemberId, Seq } from '#shared/ids.ts'
import { isSessionAlive } from '../../people/alive.ts'
import { announcingRows, piggyback } from '../../platform/bus.ts'
import { type Db, isDatabaseAway } from '../../platform/db.ts'

/** One record's rows, as they are to stand after the head it was judged by. */
export type Appending = {
  caseId: CaseId
  head: { seq: Seq; epoch: string; rightsVersion: number }
  /** Sealed for the places right behind the head, in order. */
  rows: readonly { member: MemberId; sealed: Uint8Array }[]
  /** Clients that write for the first time. */
  newClients: ReadonlyMap<number, MemberId>
  sessions: readonly string[]
}

export type GroupCommit = {
  /**
   * @returns whether it was written; if not, nothing of it was, and somebody else came first
   * @throws when that could not be found out or written; then nothing was acknowledged
   */
  append: (appending: Appending) => Promise<boolean>
}

type Waiting = {
  appending: Appending
  isLarge: boolean
  resolve: (isWritten: boolean) => void
  reject: (error: unknown) => void
}

/** Told after a commit of words: which way it went (flush.ts), how long it took, how many rows it appended. */
export type Committed = (road: 'short' | 'locked', ms: number, rows: number) => void

/** Enough for all records of a busy node; the rest goes with the next statement. */
const mostRecords = 128
/** Of records with more than that, one goes with a statement: keystrokes do not wait for what others paste. */
const largeBytes = 64 * 1024

/**
 * @param lanes statements under way at once: while one waits for the disk, the next is prepared
 * @param node this node's name where there may be others: they are told with the commit
 */
export function createGroupCommit(
  db: Db,
  clock: () => Date,
  lanes: number,
  node?: string,
  committed?: Committed,
): GroupCommit {
  const waiting: Waiting[] = []
  let running = 0

  const write = async (group: readonly Waiting[]): Promise<void> => {
    const beganMs = performance.now()
    try {
      const written = await appendAll(
        db,
        group.map(({ appending }) => appending),
        clock(),
        node,
      )
      for (const { appending, resolve } of group) resolve(written.has(appending.caseId))
      const rows = rowsOf(group, written)
      if (rows > 0) committed?.('short', performance.now() - beganMs, rows)
    } catch (error) {
      // One record that the database does not take must not hold back the others.
      if (group.length > 1 && !isDatabaseAway(error)) for (const one of group) await write([one])
      else for (const { reject } of group) reject(error)
    }
  }
  const run = async (): Promise<void> => {
    running += 1
    while (waiting.length > 0) await write(takeNext(waiting))
    running -= 1
  }
  return {
    append: (appending) =>
      new Promise((resolve, reject) => {
        waiting.push({ appending, isLarge: bytesOf(appending) > largeBytes, resolve, reject })
        if (running < lanes) void run()
      }),
  }
}

const rowsOf = (group: readonly Waiting[], written: ReadonlySet<CaseId>): number =>
  group.reduce((sum, { appending: { caseId, rows } }) => sum + (written.has(caseId) ? rows.length : 0), 0)

const bytesOf = ({ rows }: Appending): number => rows.reduce((sum, { sealed }) => sum + sealed.byteLength, 0)

/** In the order they came, with one large one at most; takes them out. */
function takeNext(waiting: Waiting[]): Waiting[] {
  const large = waiting.find(({ isLarge }) => isLarge)
  const next = waiting.filter((one) => !one.isLarge || one === large).slice(0, mostRecords)
  const taken = new Set(next)
  waiting.splice(0, waiting.length, ...waiting.filter((one) => !taken.has(one)))
  return next
}

/** @returns the records that were written */
async function appendAll(
  db: Db,
  appendings: readonly Appending[],
  now: Date,
  node: string | undefined,
): Promise<ReadonlySet<CaseId>> {
  const { rows } = await statementFor(appendings, now, node).execute(db)
  return new Set(rows.map((row) => row.case_id))
}

/** Lists go as one text each: both drivers send a text alike, and the statement stays the same one. */
function statementFor(
  appendings: readonly Appending[],
  now: Date,
  node: string | undefined,
): RawBuilder<{ case_id: CaseId }> {
  const log = appendings.flatMap(({ caseId, head, rows }) =>
    rows.map(({ member, sealed }, index) => ({
      case_id: caseId,
      seq: head.seq + index + 1,
      member_id: member,
      sealed: toBase64(sealed),
    })),
  )
  const piggybackOf = (caseId: CaseId, epoch: string): string | null =>
    piggyback({
      epoch,
      rows: log
        .filter((row) => row.case_id === caseId)
        .map(({ member_id, sealed }) => ({ member: member_id, sealed })),
    })
  const heads = appendings.map(({ caseId, head, rows, sessions }) => ({
    case_id: caseId,
    seq: head.seq,
    next: head.seq + rows.length,
    epoch: head.epoch,
    version: head.rightsVersion,
    sessions,
    ...(node !== undefined && { log: piggybackOf(caseId, head.epoch) }),
  }))
  const clients = appendings.flatMap(({ caseId, newClients }) =>
    [...newClients].map(([client, member]) => ({ case_id: caseId, client, member_id: member })),
  )
  return sql<{ case_id: CaseId }>`
    with head as (
      select h.case_id, g.next, g.log from
        jsonb_to_recordset(${JSON.stringify(heads)}::text::jsonb)
          as g(case_id uuid, seq int8, next int8, epoch uuid, version int8, sessions uuid[], log text)
        join record_heads h on h.case_id = g.case_id and h.seq = g.seq and h.epoch = g.epoch
          and h.rights_version = g.version
      where not exists (select 1 from unnest(g.sessions) as asked(id) where not ${isSessionAlive('asked.id', now)})
      order by h.case_id for update of h skip locked),
    moved as (update record_heads h set seq = head.next from head where h.case_id = head.case_id),
    bound as (insert into record_clients (case_id, client, member_id)
      select c.case_id, c.client, c.member_id from
        jsonb_to_recordset(${JSON.stringify(clients)}::text::jsonb) as c(case_id uuid, client int8, member_id uuid)
        join head using (case_id)),
    logged as (insert into record_log (case_id, seq, member_id, sealed)
      select r.case_id, r.seq, r.member_id, decode(r.sealed, 'base64') from
        jsonb_to_recordset(${JSON.stringify(log)}::text::jsonb)
          as r(case_id uuid, seq int8, member_id uuid, sealed text)
        join head using (case_id))
    select head.case_id${node === undefined ? sql`` : sql`, ${announcingRows(node, 'head.case_id', 'head.next', 'head.log')}`} from head`
}

const toBase64 = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64')

// Who did and read what: a row for every act and every look, without a word of content. The rows of a case are one chain, each
// with the hash of those before it, and the chain's head stands apart: a row that is changed, put in, taken out, swapped or cut
// off is found. The database itself refuses to change or delete one (migrations/0017-audit.ts).

import { createHash } from 'node:crypto'
import type { CaseId, EventId, MemberId } from '#shared/ids.ts'
import type { Trx } from './lock.ts'

/** A case has a chain of its own, and so has what belongs to the event and to no case. */
export type Chain = CaseId | EventId

export type AuditFact = {
  chain: Chain
  /** Nobody for whoever runs the server, and for what happens by itself. */
  member: MemberId | null
  /** The operation, as the OpenAPI document names it. */
  act: string
  /** The entry that was written by it; where none was, whom or what it is about. */
  entry: string | null
  at: Date
}

/** A row as it stands in the chain; `n` counts from 1. */
export type AuditRow = AuditFact & { n: number; hash: Uint8Array }
export type AuditHead = { n: number; hash: Uint8Array }

const beginning: AuditHead = { n: 0, hash: new Uint8Array(0) }

/**
 * Written in the transaction of what it tells of, so that neither is there without the other.
 * @param isWanted asked once nobody else can write to the chain
 */
export async function appendToAudit(
  trx: Trx,
  fact: AuditFact,
  isWanted: () => Promise<boolean> = async () => true,
): Promise<void> {
  const head = await lockHead(trx, fact.chain)
  if (!(await isWanted())) return
  const n = head.n + 1
  const hash = hashOf(head.hash, { ...fact, n })
  const { chain, member, act, entry, at } = fact
  await trx
    .insertInto('audit')
    .values({ chain, n, member_id: member, act, entry_id: entry, at, hash })
    .execute()
  await trx.updateTable('audit_heads').set({ n, hash }).where('chain', '=', chain).execute()
}

async function lockHead(trx: Trx, chain: Chain): Promise<AuditHead> {
  const find = () =>
    trx
      .selectFrom('audit_heads')
      .select(['n', 'hash'])
      .where('chain', '=', chain)
      .forUpdate()
      .executeTakeFirst()
  const known = await find()
  if (known) return known
  await trx
    .insertInto('audit_heads')
    .values({ chain, ...beginning })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  return (await find()) ?? beginning
}

function hashOf(before: Uint8Array, { chain, n, member, act, entry, at }: Omit<AuditRow, 'hash'>): Buffer {
  const words = JSON.stringify([chain, n, member, act, entry, at.toISOString()])
  return createHash('sha256').update(before).update(words).digest()
}

/**
 * Looks a chain over.
 * @param rows in order of `n`
 * @returns the place of the first row that is not what was written, or undefined; one beyond the last where the end is missing
 */
export function findBreak(rows: readonly AuditRow[], head: AuditHead = beginning): number | undefined {
  let before = beginning
  for (const row of rows) {
    const n = before.n + 1
    if (row.n !== n || !isSame(row.hash, hashOf(before.hash, row))) return n
    before = row
  }
  return before.n === head.n && isSame(before.hash, head.hash) ? undefined : before.n + 1
}

const isSame = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0

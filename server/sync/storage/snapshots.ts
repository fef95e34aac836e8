// The snapshots of a record as they are stored: sealed, each bound to its case, its epoch and the place of the log it
// covers. A snapshot at a place is true for ever, so nothing is locked to write one. The last two are kept.

import type { CaseId, Seq } from '#shared/ids.ts'
import type { CaseSeal } from '../../case/seals.ts'
import type { Db } from '../../platform/db.ts'
import { decodeSnapshot, encodeSnapshot, type SnapshotState } from './snapshot-box.ts'

export type Snapshot = SnapshotState & { seq: Seq }

/** So that a broken newest one falls back to the one before. */
const kept = 2

type Choice = {
  /** It must cover no more than this. */
  until: Seq
  isTrusted?: (seq: Seq) => boolean
  /** Called with each that does not open. */
  broken?: (seq: Seq) => void
}

/** The newest snapshot of this epoch that opens and may be used. */
export async function newestThatOpens(
  db: Db,
  caseId: CaseId,
  seal: CaseSeal,
  epoch: string,
  { until, isTrusted = () => true, broken = () => {} }: Choice,
): Promise<Snapshot | undefined> {
  for (let below = until + 1; ; ) {
    const row = await db
      .selectFrom('record_snapshots')
      .select(['seq', 'sealed'])
      .where('case_id', '=', caseId)
      .where('epoch', '=', epoch)
      .where('seq', '<', below)
      .orderBy('seq', 'desc')
      .limit(1)
      .executeTakeFirst()
    if (!row) return undefined
    const state = open(seal, epoch, row.seq, row.sealed)
    if (state && isTrusted(row.seq)) return { ...state, seq: row.seq }
    if (!state) broken(row.seq)
    below = row.seq
  }
}

function open(seal: CaseSeal, epoch: string, seq: Seq, sealed: Uint8Array): SnapshotState | undefined {
  try {
    return decodeSnapshot(seal.unseal('snapshot', place(epoch, seq), sealed))
  } catch {
    return undefined
  }
}

const place = (epoch: string, seq: Seq): string => `${epoch}/${seq}`

/** Stores a verified snapshot and lets older ones go. Nothing happens if the record began anew meanwhile. */
export async function storeSnapshot(
  db: Db,
  caseId: CaseId,
  seal: CaseSeal,
  epoch: string,
  snapshot: Snapshot,
): Promise<void> {
  const { seq } = snapshot
  const sealed = seal.seal('snapshot', place(epoch, seq), encodeSnapshot(snapshot))
  await db.transaction().execute(async (trx) => {
    const head = await trx
      .selectFrom('record_heads')
      .select('seq')
      .where('case_id', '=', caseId)
      .where('epoch', '=', epoch)
      .where('seq', '>=', seq)
      .executeTakeFirst()
    if (!head) return
    await trx
      .insertInto('record_snapshots')
      .values({ case_id: caseId, epoch, seq, sealed })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
    const newest = trx
      .selectFrom('record_snapshots')
      .select('seq')
      .where('case_id', '=', caseId)
      .where('epoch', '=', epoch)
      .orderBy('seq', 'desc')
      .limit(kept)
    await trx
      .deleteFrom('record_snapshots')
      .where('case_id', '=', caseId)
      .where((or) => or.or([or('epoch', '<>', epoch), or('seq', 'not in', newest)]))
      .execute()
  })
}

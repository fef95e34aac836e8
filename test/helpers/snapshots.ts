// Snapshots of a record at a moment that the test chooses, made by the product's own thread from what is stored.

import { createCaseSeals } from '../../server/case/seals.ts'
import type { Db } from '../../server/platform/db.ts'
import type { Sealing } from '../../server/platform/sealing.ts'
import { makeSnapshot } from '../../server/sync/record/snapshot-maker.ts'
import { findHead } from '../../server/sync/storage/journal.ts'
import { createSnapshotThread } from '../../server/sync/storage/snapshot-thread.ts'
import type { CaseId, Seq } from '../../shared/ids.ts'

/** Makes a snapshot of everything that is committed, or of the rows up to `until`. */
export async function snapshotNow(
  { db, sealing }: { db: Db; sealing: Sealing },
  caseId: CaseId,
  until?: Seq,
): Promise<Seq> {
  const thread = createSnapshotThread()
  try {
    const { sealOf } = createCaseSeals(sealing)
    const head = (await findHead(db, caseId))!
    return await makeSnapshot({ db, sealOf }, thread, caseId, { ...head, seq: until ?? head.seq })
  } finally {
    await thread.close()
  }
}

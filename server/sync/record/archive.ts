// The stored records of this process: brings one into memory, says once what is damaged, and has a snapshot made when
// there is much after the last one. The log is only read here. Whatever fails about a snapshot costs that snapshot.

import type { CaseId, Seq } from '#shared/ids.ts'
import { readRows } from '../storage/journal.ts'
import type { LiveDocument } from './live-document.ts'
import { loadRecord } from './load-record.ts'
import { type ArchiveDeps, createSnapshotMaker } from './snapshot-maker.ts'

export type Archive = {
  /** @returns undefined when there is no such record */
  load: (caseId: CaseId) => Promise<LiveDocument | undefined>
  /** Whether it is worth reading a damaged record again: an operator may have put the row back. */
  mayBeMended: (caseId: CaseId, live: LiveDocument) => Promise<boolean>
  /** To be called whenever the record is used: has a snapshot made when it is time for one. */
  used: (caseId: CaseId, live: LiveDocument) => void
  /** What a snapshot held turned out wrong; it is not used again by this process. */
  distrust: (caseId: CaseId, seq: Seq) => void
  close: () => Promise<void>
}

/** Damage other than a broken row is looked at again after this long at the earliest: it means reading everything. */
const readAgainMs = 5_000

export function createArchive(deps: ArchiveDeps): Archive {
  const { db, sealOf, failed } = deps
  const distrusted = new Set<string>()
  const told = new Set<string>()
  const readAt = new WeakMap<LiveDocument, number>()
  const snapshots = createSnapshotMaker(deps)

  const tellOnce = (caseId: CaseId, what: string): void => {
    if (told.has(caseId + what)) return
    told.add(caseId + what)
    failed(new Error(`the stored record is damaged: ${what}`), caseId)
  }

  return {
    async load(caseId) {
      const live = await loadRecord(
        {
          db,
          sealOf,
          snapshotBroken: (id, seq) => tellOnce(id, `the snapshot at ${seq} does not open`),
          isDistrusted: (id, seq) => distrusted.has(`${id}/${seq}`),
        },
        caseId,
      )
      if (live?.damage) tellOnce(caseId, wordsFor[live.damage.is](live.damage.at))
      if (live) readAt.set(live, performance.now())
      return live
    },
    async mayBeMended(caseId, live) {
      const { damage } = live
      if (!damage) return false
      if (damage.is !== 'row' && damage.is !== 'gap')
        return performance.now() - readAt.get(live)! > readAgainMs
      const { rows } = await readRows(db, caseId, await sealOf(db, caseId), damage.at - 1, { limit: 1 })
      return rows.length > 0
    },
    used: snapshots.consider,
    distrust: (caseId, seq) => {
      distrusted.add(`${caseId}/${seq}`)
      tellOnce(caseId, `the snapshot at ${seq} is not what it says`)
    },
    close: snapshots.close,
  }
}

const wordsFor: Record<NonNullable<LiveDocument['damage']>['is'], (at: Seq) => string> = {
  row: (at) => `row ${at} does not open`,
  gap: (at) => `row ${at} is missing`,
  order: (at) => `row ${at} does not follow from those before it`,
  head: (at) => `the head ends before row ${at}`,
  key: () => 'the key of the case does not open',
  clients: () => 'a clientID that wrote belongs to nobody',
}

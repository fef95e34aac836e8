// Where a room's live document comes from and goes: read from the archive when it is asked for, dropped when it may
// differ from what is stored. Dropping loses nothing, because the log is always complete.

import type { CaseId } from '#shared/ids.ts'
import type { Db } from '../../platform/db.ts'
import { findHead } from '../storage/journal.ts'
import { SnapshotWrong } from '../storage/snapshot-box.ts'
import type { Archive } from './archive.ts'
import type { LiveDocument } from './live-document.ts'

export type HolderDeps = {
  db: Db
  archive: Archive
  forgetClients: (caseId: CaseId) => void
  /** Everybody in the record is put out to join anew, in the tick in which this is called. */
  joinAnew: (caseId: CaseId) => void
  failed: (error: unknown, caseId: CaseId) => void
}

export type Holder = ReturnType<typeof createHolder>

/** Holds the live document: read from the archive when it is asked for, dropped when it may differ from what is stored. */
export function createHolder(caseId: CaseId, { db, archive, ...deps }: HolderDeps) {
  let live: LiveDocument | undefined
  /** The life that those in the record have joined: its epoch, and whether it was damaged. */
  let joined: string | undefined

  const read = async (): Promise<LiveDocument | undefined> => {
    live = await archive.load(caseId)
    if (live) archive.used(caseId, live)
    const life = live && `${live.epoch} ${live.damage ? 'damaged' : 'whole'}`
    if (joined !== undefined && joined !== life) deps.joinAnew(caseId)
    joined = life
    return live
  }
  /** @param error why, where something went wrong */
  const drop = (error?: unknown): void => {
    if (error instanceof SnapshotWrong && live) archive.distrust(caseId, live.coveredTo)
    live = undefined
    deps.forgetClients(caseId)
    if (error !== undefined) deps.failed(error, caseId)
  }
  return {
    load: async (): Promise<LiveDocument | undefined> => {
      if (!live) return read()
      if (live.damage && (await archive.mayBeMended(caseId, live))) return read()
      archive.used(caseId, live)
      return live
    },
    /** To be called before joins are answered: whether the record still is the one that is held. */
    refresh: async (): Promise<void> => {
      if (!live) return
      try {
        const head = await findHead(db, caseId)
        if (head?.epoch !== live.epoch || (head.seq < live.seq && !live.damage)) drop()
      } catch (error) {
        drop(error)
      }
    },
    /** The epoch that sockets in the record have joined. */
    epoch: (): string | undefined => joined?.split(' ')[0],
    bytes: (): number => live?.bytes() ?? 0,
    /** What is held now, without reading. */
    held: (): LiveDocument | undefined => live,
    drop,
  }
}

// Where a room's live document comes from and goes: read from the journal when it is asked for, dropped when it may
// differ from it. Dropping loses nothing, because the log is always complete.

import type { CaseId } from '#shared/ids.ts'
import type { CaseSeal } from '../platform/case-seals.ts'
import type { Db } from '../platform/db.ts'
import { findHead, readClients, readLog } from './journal.ts'
import { createLiveDocument, type LiveDocument } from './live-document.ts'

export type HolderDeps = {
  db: Db
  sealOf: (db: Db, caseId: CaseId) => Promise<CaseSeal>
  forgetClients: (caseId: CaseId) => void
  failed: (error: unknown, caseId: CaseId) => void
}

/** Holds the live document: read from the journal when it is asked for, dropped when it may differ from it. */
export function createHolder(caseId: CaseId, deps: HolderDeps) {
  let live: LiveDocument | undefined
  return {
    load: async (): Promise<LiveDocument | undefined> => {
      if (live) return live
      // The head is read first: rows that come after it are caught up with by the next group.
      const head = await findHead(deps.db, caseId)
      if (!head) return undefined
      const seal = await deps.sealOf(deps.db, caseId)
      const rows = await readLog(deps.db, caseId, seal, 0)
      live = createLiveDocument(head, rows, await readClients(deps.db, caseId))
      return live
    },
    /** What is held now, without reading. */
    held: (): LiveDocument | undefined => live,
    /** @param error why, where something went wrong */
    drop: (error?: unknown): void => {
      live = undefined
      deps.forgetClients(caseId)
      if (error !== undefined) deps.failed(error, caseId)
    },
  }
}

// The seal of each case: its own key, unwrapped by the master key once and held for a while. Asking costs a query
// only the first time. Whoever asks has been allowed to: nothing is decided here.

import { Buffer } from 'node:buffer'
import type { CaseId } from '#shared/ids.ts'
import type { Db } from '../platform/db.ts'
import { problem } from '../platform/errors.ts'
import type { CaseSeal, Sealing } from '../platform/sealing.ts'

export type { CaseSeal } from '../platform/sealing.ts'

/** How many opened seals are held; a busy event has a few dozen cases. */
const maxHeld = 128

export type CaseSeals = {
  /** @param db where to read the wrapped key: the transaction, inside one. @throws Problem not-available */
  sealOf(db: Db, caseId: CaseId): Promise<CaseSeal>
  /** A key for a case about to be opened: `wrapped` goes into `cases.sealed_key`. */
  newCase(caseId: CaseId): { wrapped: Buffer; seal: CaseSeal }
} & Pick<Sealing, 'deviceHalf' | 'sealOwn' | 'unsealOwn'>

/** Makes the one holder of seals that a process has. */
export function createCaseSeals(sealing: Sealing): CaseSeals {
  const held = new Map<CaseId, CaseSeal>()
  return {
    async sealOf(db, caseId) {
      const known = held.get(caseId)
      const seal = known ?? sealing.open(caseId, await readWrapped(db, caseId))
      // Put last again: what leaves first is what was not asked for longest.
      held.delete(caseId)
      held.set(caseId, seal)
      if (held.size > maxHeld) held.delete(held.keys().next().value!)
      return seal
    },
    newCase(caseId) {
      const wrapped = sealing.newCaseKey(caseId)
      return { wrapped, seal: sealing.open(caseId, wrapped) }
    },
    deviceHalf: sealing.deviceHalf,
    sealOwn: sealing.sealOwn,
    unsealOwn: sealing.unsealOwn,
  }
}

async function readWrapped(db: Db, caseId: CaseId): Promise<Buffer> {
  const row = await db.selectFrom('cases').select('sealed_key').where('id', '=', caseId).executeTakeFirst()
  if (!row) throw problem('not-available')
  return Buffer.from(row.sealed_key)
}

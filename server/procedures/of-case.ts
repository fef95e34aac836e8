// The version that a case goes by, and taking the one in force in its place: whoever leads does that, nobody has to.

import type { CaseProcedure } from '#shared/http/procedure.ts'
import type { CaseId, EntryId, EventId } from '#shared/ids.ts'
import { linksOf } from '#shared/procedure/links.ts'
import type { Act } from '../case/command.ts'
import { procedureOf } from '../case/procedure-of.ts'
import type { Db } from '../platform/db.ts'
import { problem } from '../platform/errors.ts'
import { type InForceDeps, readInForce, readVersion } from './in-force.ts'
import { ownProcedure } from './own-procedure.ts'

type Of = { caseId: CaseId; event: EventId }

export async function readOfCase(deps: InForceDeps, { caseId, event }: Of): Promise<CaseProcedure> {
  const { db } = deps
  const id = await procedureOf(db, caseId)
  const found = (await readVersion(deps, event, id)) ?? { ...(await ownOf(deps, event)), id }
  const inForce = await readInForce(deps, event)
  const { source, licence, version, adopted, isDamaged, clauses } = found
  const links = clauses.find(({ name }) => name === 'links')?.body ?? ''
  const isLater = inForce.adopted !== null && inForce.id !== id
  return {
    ...{ id, source, licence, version, adopted, isDamaged },
    links: linksOf(links, source),
    newer: isLater ? { id: inForce.id, version: inForce.version, at: inForce.adopted!.at } : null,
    taken: await findTaken(db, caseId),
  }
}

/** Of a former Greenroom, whose text is not brought any more. */
const ownOf = async (deps: InForceDeps, event: EventId) => (await readVersion(deps, event, ownProcedure.id))!

async function findTaken(db: Db, caseId: CaseId): Promise<CaseProcedure['taken']> {
  const taken = db.selectFrom('case_entries').select(['author_id', 'at']).where('case_id', '=', caseId)
  const last = taken.where('kind', '=', 'procedure-taken').orderBy('n', 'desc').limit(1)
  const row = await last.executeTakeFirst()
  return row?.author_id ? { by: row.author_id, at: row.at.toISOString() } : null
}

/**
 * The case goes by this version from now on; asked again, it does already.
 * @throws Problem conflict where another one is in force
 */
export async function takeProcedure(
  { trx, caseId, entries, concerns, after }: Act,
  { id, inForce }: { id: EntryId; inForce: EntryId },
): Promise<void> {
  const from = await procedureOf(trx, caseId)
  concerns(id)
  if (from === id) return
  if (id !== inForce) throw problem('conflict', 'Another procedure is in force by now.')
  await entries.append('procedure-taken', { from }, { about: id })
  await trx.updateTable('cases').set({ procedure_id: id }).where('id', '=', caseId).execute()
  after.tellCase()
}

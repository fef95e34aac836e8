// A change of a record that belongs to an act of authority: written in the act's own transaction, which holds the head, so that
// both are there or neither. The record is read from the tables for it; whoever has it in memory catches up after the commit,
// as with what another node wrote.

import * as Y from 'yjs'
import type { CaseId, MemberId, Seq } from '#shared/ids.ts'
import type { CaseSeal } from '../../case/seals.ts'
import type { Db } from '../../platform/db.ts'
import { append, type lockHead } from '../storage/journal.ts'
import type { FlushDeps } from './flush.ts'
import { loadRecord } from './load-record.ts'

type Trx = Parameters<typeof lockHead>[0]

export type BesideDeps = Pick<FlushDeps, 'inSameTransaction' | 'sealOf' | 'node'>

/** Where the log ends now, and what follows from it once it is committed. */
export type Written = { seq: Seq; afterCommit: () => void }

/**
 * Call with the case locked.
 * @param author whose row of the log it is
 * @returns undefined when nothing changed, or what is stored is damaged and takes nothing
 */
export async function writeBeside(
  { inSameTransaction, sealOf, node }: BesideDeps,
  trx: Trx,
  { caseId, author, edit }: { caseId: CaseId; author: MemberId; edit: (doc: Y.Doc) => void },
): Promise<Written | undefined> {
  const live = await loadRecord(
    { db: trx, sealOf, snapshotBroken: () => {}, isDistrusted: () => false },
    caseId,
  )
  if (!live || live.damage) return undefined
  const made = (doc: Y.Doc) => {
    edit(doc)
    return undefined
  }
  // A clientID of its own: that of the process may be writing in memory at this moment.
  const client = new Y.Doc().clientID
  const { effect } = live.run(author, [{ is: 'edit', client, edit: made }])
  if (!effect.update) return undefined
  const seal: CaseSeal = await sealOf(trx as Db, caseId)
  const newClients = new Map(effect.newClients.map((one) => [one, author]))
  const head = { seq: live.seq, epoch: live.epoch }
  const seq = await append(
    trx,
    caseId,
    seal,
    head,
    [{ member: author, update: effect.update }],
    newClients,
    node,
  )
  const changes = effect.tasks.size > 0 ? [{ author, tasks: effect.tasks }] : []
  return { seq, afterCommit: await inSameTransaction(trx, { caseId, seal, changes }) }
}

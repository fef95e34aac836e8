// The write path of a group of pushes in one record: allowed now? → may these bytes enter? → applied unseen → appended with
// all that follows from it → committed → one frame to everybody, an ack to the writers. Nobody is sent what is not
// durable; nothing is acknowledged before.
//
// Most groups are keystrokes: they are judged by rights held with their version and written by one statement that holds
// only if version, head and sessions are still as they were (group-commit.ts). Whatever is more than that, or came
// second, goes the long way: one transaction that locks the head first and asks everything anew. Where a right or a
// session ended after a group was judged, nothing is judged before the lock for a while: such a try cannot go stale.

import type { Transaction } from 'kysely'
import * as Y from 'yjs'
import type { CaseId, Seq } from '#shared/ids.ts'
import type { Ack } from '#shared/protocol/events.ts'
import { type Refusal, refuse } from '#shared/protocol/refusals.ts'
import type { TaskChange } from '#shared/tasks/fold.ts'
import { type Standings, standingsIn } from '../../case/rights.ts'
import type { CaseSeal } from '../../case/seals.ts'
import type { Db } from '../../platform/db.ts'
import type { Database } from '../../platform/schema.ts'
import { append, lockHead, type Row, readClients, readLog, sealRows } from '../storage/journal.ts'
import {
  type AdmissionDeps,
  type Admitted,
  admit,
  changesOf,
  entriesOf,
  isPlain,
  mayWriteBy,
  newClientsOf,
  type Push,
  type Rights,
  reconsider,
  sessionsOf,
  standsUnder,
} from './admission.ts'
import type { Committed, GroupCommit } from './group-commit.ts'
import { type LiveDocument, mergeAll } from './live-document.ts'
import type { PiggybackedRows } from './piggybacked-rows.ts'

type Trx = Transaction<Database>

export type FlushDeps = AdmissionDeps & {
  db: Db
  groupCommit: GroupCommit
  committed?: Committed
  /** This node's name, where there may be others. */
  node?: string
  sealOf: (db: Db, caseId: CaseId) => Promise<CaseSeal>
  /** Whether these sessions are alive now; a push of a dead one is refused. */
  liveSessions: (db: Db, sessions: readonly string[]) => Promise<ReadonlySet<string>>
  /** Task projection and outbox, in the same transaction. @returns what to do once it is committed */
  inSameTransaction: (
    trx: Trx,
    group: { caseId: CaseId; seal: CaseSeal; changes: readonly TaskChange[] },
  ) => Promise<() => void>
  /** Sends the frame to everybody in the record, but for `except` whose own push is all there is in it. */
  fanOut: (caseId: CaseId, frame: { update: Uint8Array; seq: Seq }, except: string | undefined) => void
}

export type Outcome = {
  /** What is missing had no time in this group. */
  answers: Map<Push, Ack<{ seq: Seq }>>
  /** Sends the frames; to be called before anything else happens in the room. */
  tell: () => void
  /** The document holds what was not written, and is to be read anew. */
  isStale?: boolean
}

/** So long after somebody else came first. */
const contestedMs = 1_000
/** So long after a right or a session ended in the middle: a record is read anew for that reason no more often. */
const doubtMs = 10_000

/**
 * @param isAgain it came back from a try before
 * @throws when it was not committed: then nothing of it is durable, and the document is dirty
 */
export type Flush = (live: LiveDocument, group: readonly Push[], isAgain: boolean) => Promise<Outcome>

export function createFlush(caseId: CaseId, deps: FlushDeps) {
  let held: Standings | undefined
  /** Until then somebody else is expected to come first, and the short way is not tried. */
  let contestedUntilMs = 0
  /** Until then nothing is judged before the head is locked. */
  let doubtedUntilMs = 0

  /** The rights that are held, read anew when somebody in the group would be refused by them. */
  const standingsFor = async (group: readonly Push[]): Promise<Standings | undefined> => {
    const isEnough = group.every(({ member }) => mayWriteBy(held, member))
    if (!held || !isEnough) held = await standingsIn(deps.db, caseId)
    return held
  }

  const flush: Flush = async (live, group, isAgain) => {
    if (live.damage) return await refuseDamaged(caseId, deps, live, group)
    const seal = await deps.sealOf(deps.db, caseId)
    if (isAgain) doubtedUntilMs = performance.now() + doubtMs
    if (performance.now() < doubtedUntilMs) {
      held = undefined
      return await commitLocked(caseId, deps, live, seal, group)
    }
    const standings = await standingsFor(group)
    if (!standings) return refuseAll(group, 'not-available')
    const admitted = admit(caseId, deps, live, group, { standings })
    if (isPlain(admitted) && performance.now() > contestedUntilMs) {
      const head = { seq: live.seq, epoch: live.epoch, rightsVersion: standings.version }
      const rows = sealRows(seal, live.seq, entriesOf(admitted.entered))
      const newClients = newClientsOf(admitted)
      const sessions = sessionsOf(group)
      if (await deps.groupCommit.append({ caseId, head, rows, newClients, sessions })) {
        live.seq += rows.length
        return outcomeOf(caseId, deps, live.seq, admitted)
      }
      contestedUntilMs = performance.now() + contestedMs
    }
    held = undefined
    return await commitLocked(caseId, deps, live, seal, group, admitted)
  }

  /** Takes in and tells what other nodes wrote: as it rode with its announcement, else as the log has it. @returns which */
  const catchUp = async (
    live: LiveDocument,
    piggybacked: PiggybackedRows,
  ): Promise<'piggybacked' | 'read'> => {
    const seal = await deps.sealOf(deps.db, caseId)
    const rows = piggybacked.take(live, seal)
    const isPiggybacked = rows.length > 0
    const others = isPiggybacked
      ? await takeIn(deps.db, caseId, live, rows)
      : await readOthers(deps.db, caseId, seal, live)
    if (others) deps.fanOut(caseId, { update: others, seq: live.seq }, undefined)
    return isPiggybacked ? 'piggybacked' : 'read'
  }
  return { flush, catchUp }
}

const refuseAll = (group: readonly Push[], why: Refusal): Outcome => ({
  answers: new Map(group.map((push) => [push, refuse(why)])),
  tell: () => {},
})

/** Nothing enters a damaged record; who may not know of it is told by their rights, as ever. */
async function refuseDamaged(
  caseId: CaseId,
  deps: FlushDeps,
  live: LiveDocument,
  group: readonly Push[],
): Promise<Outcome> {
  const rights = await rightsNow(deps.db, deps, caseId, group)
  if (!rights) return refuseAll(group, 'not-available')
  return { ...refuseAll([], 'damaged'), answers: new Map(admit(caseId, deps, live, group, rights).answers) }
}

/**
 * The long way: with the head locked, no right can change and nobody else can write until the end. What was admitted
 * before is kept if everybody in it may still write; their words stand beside whatever others wrote meanwhile.
 * @param before none: everything is judged here, and the outcome is never stale
 */
async function commitLocked(
  caseId: CaseId,
  deps: FlushDeps,
  live: LiveDocument,
  seal: CaseSeal,
  group: readonly Push[],
  before?: Admitted,
): Promise<Outcome> {
  let afterCommit = () => {}
  let others: Uint8Array | undefined
  let admitted: Admitted = { entered: [], answers: new Map() }
  const beganMs = performance.now()
  const seq = await deps.db.transaction().execute(async (trx) => {
    const head = await lockHead(trx, caseId)
    if (!head || head.epoch !== live.epoch) throw new Error('the record began anew')
    if (head.seq > live.seq) others = await readOthers(trx, caseId, seal, live)
    const rights = await rightsNow(trx, deps, caseId, group)
    if (!rights) throw new Error('the record is gone')
    if (before && !standsUnder(before, rights)) return undefined
    admitted = before
      ? reconsider(caseId, deps, live, before, rights)
      : admit(caseId, deps, live, group, rights)
    const entries = entriesOf(admitted.entered)
    if (entries.length === 0) return head.seq
    const reached = await append(trx, caseId, seal, head, entries, newClientsOf(admitted), deps.node)
    const changes = changesOf(admitted)
    if (changes.length > 0) afterCommit = await deps.inSameTransaction(trx, { caseId, seal, changes })
    return reached
  })
  // Somebody's words are in the document that may not be written any more: it is read anew, and the group judged again.
  if (seq === undefined) return { answers: new Map(), tell: () => {}, isStale: true }
  live.seq = seq
  const rows = entriesOf(admitted.entered).length
  if (rows > 0) deps.committed?.('locked', performance.now() - beganMs, rows)
  return outcomeOf(caseId, deps, seq, admitted, others, afterCommit)
}

async function readOthers(
  db: Db | Trx,
  caseId: CaseId,
  seal: CaseSeal,
  live: LiveDocument,
): Promise<Uint8Array | undefined> {
  const rows = await readLog(db, caseId, seal, live.seq, live.epoch)
  return rows.length === 0 ? undefined : await takeIn(db, caseId, live, rows)
}

async function takeIn(
  db: Db | Trx,
  caseId: CaseId,
  live: LiveDocument,
  rows: readonly Row[],
): Promise<Uint8Array> {
  live.catchUp(rows)
  const updates = rows.map((row) => row.update)
  if (!updates.every((update) => isOfKnownClients(live, update)))
    for (const [client, member] of await readClients(db, caseId)) live.owners.set(client, member)
  return mergeAll(updates)
}

const isOfKnownClients = (live: LiveDocument, update: Uint8Array): boolean =>
  [...Y.parseUpdateMeta(update).to.keys()].every((client) => live.owners.has(client))

async function rightsNow(
  trx: Db | Trx,
  deps: FlushDeps,
  caseId: CaseId,
  group: readonly Push[],
): Promise<Rights | undefined> {
  const standings = await standingsIn(trx, caseId)
  const asked = sessionsOf(group)
  if (!standings) return undefined
  return { standings, sessions: asked.length > 0 ? await deps.liveSessions(trx, asked) : new Set() }
}

function outcomeOf(
  caseId: CaseId,
  deps: FlushDeps,
  seq: Seq,
  { entered, answers }: Admitted,
  others?: Uint8Array,
  afterCommit = () => {},
): Outcome {
  const effective = entered.filter(({ effect }) => effect.update !== undefined)
  const said: Outcome['answers'] = new Map(answers)
  for (const { pushes } of entered) for (const push of pushes) said.set(push, { ok: true, seq })
  return {
    answers: said,
    tell: () => {
      const own = effective.map(({ effect }) => effect.update!)
      if (own.length + (others ? 1 : 0) === 0) return
      const sockets = new Set(effective.flatMap(({ pushes }) => pushes.map((push) => push.socket)))
      const update = mergeAll(others ? [others, ...own] : own)
      deps.fanOut(caseId, { update, seq }, !others && sockets.size === 1 ? [...sockets][0] : undefined)
      afterCommit()
    },
  }
}

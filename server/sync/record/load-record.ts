// How a record comes into memory: the newest snapshot that opens, the rows after it, who owns which clientID. What does
// not open or does not hang together is never guessed at: the record is what stands before it, and takes no changes.

import type { Doc } from 'yjs'
import type { CaseId, MemberId, Seq } from '#shared/ids.ts'
import type { CaseSeal } from '../../case/seals.ts'
import type { Db } from '../../platform/db.ts'
import { SealBroken } from '../../platform/sealing.ts'
import { findHead, type Head, type Row, readClients, readClientsBound, readRows } from '../storage/journal.ts'
import { applyAll, createRecordDoc, isPending, writersOf } from '../storage/record-doc.ts'
import { openSnapshot } from '../storage/snapshot-box.ts'
import { newestThatOpens, type Snapshot } from '../storage/snapshots.ts'
import { createLiveDocument, type Damage, type LiveDocument } from './live-document.ts'

export type LoadDeps = {
  db: Db
  sealOf: (db: Db, caseId: CaseId) => Promise<CaseSeal>
  /** A stored snapshot that is not what it says; the record is read from an older one or from its whole log. */
  snapshotBroken: (caseId: CaseId, seq: Seq) => void
  /** Whether this snapshot has shown itself wrong before. */
  isDistrusted: (caseId: CaseId, seq: Seq) => boolean
}

const dayMs = 86_400_000

/** Rows that are opened and applied before others have their turn. */
const rowsAtOnce = 2_000

/** @returns the live document, damaged or not; undefined when there is no such record */
export async function loadRecord(deps: LoadDeps, caseId: CaseId): Promise<LiveDocument | undefined> {
  // The head is read first: rows that come after it are caught up with by the next group.
  const head = await findHead(deps.db, caseId)
  if (!head) return undefined
  const seal = await openSeal(deps, caseId)
  // Without its key nothing of the record can be read. It is not an empty record that somebody could write in.
  if (!seal) return createLiveDocument(head, [], new Map(), { damage: { at: 0, is: 'key' } })
  // The head bounds it: a snapshot of rows that are not there is none.
  const snapshot = await newestThatOpens(deps.db, caseId, seal, head.epoch, {
    until: head.seq,
    isTrusted: (seq) => !deps.isDistrusted(caseId, seq),
    broken: (seq) => deps.snapshotBroken(caseId, seq),
  })
  const replayed = (how: How) => replay(deps.db, caseId, seal, head, snapshot, how)
  let log = await replayed({})
  if (log.damage?.is === 'order') {
    const { damage = log.damage } = await replayed({ isOneByOne: true })
    log = { ...(await replayed({ until: damage.at - 1 })), damage }
  }
  const owners = await readClients(deps.db, caseId)
  const boundToday = await readClientsBound(deps.db, caseId, new Date(Date.now() - dayMs))
  const live = createLiveDocument(head, [], owners, { snapshot, boundToday, ...log })
  const damage = log.damage ?? ownerless(live, owners)
  return damage === live.damage ? live : createLiveDocument(head, [], owners, { snapshot, ...log, damage })
}

async function openSeal({ db, sealOf }: LoadDeps, caseId: CaseId): Promise<CaseSeal | undefined> {
  try {
    return await sealOf(db, caseId)
  } catch (error) {
    if (error instanceof SealBroken) return undefined
    throw error
  }
}

type Replayed = { doc?: Doc; seq: Seq; damage?: Damage }
/** `until`: the last row to take. `isOneByOne`: looking after every row, to find the one that does not fit. */
type How = { until?: Seq; isOneByOne?: boolean }

/** The rows after the snapshot, page by page. Without any, no document is made. */
async function replay(
  db: Db,
  caseId: CaseId,
  seal: CaseSeal,
  head: Head,
  snapshot: Snapshot | undefined,
  { until = Number.MAX_SAFE_INTEGER, isOneByOne = false }: How,
): Promise<Replayed> {
  let doc: Doc | undefined
  let seq = snapshot?.seq ?? 0
  while (seq < until) {
    const limit = Math.min(rowsAtOnce, until - seq)
    const { rows, broken } = await readRows(db, caseId, seal, seq, { limit })
    if (rows.length > 0) doc ??= snapshot ? openSnapshot(snapshot) : createRecordDoc()
    for (const page of isOneByOne ? rows.map((row) => [row]) : [rows])
      if (doc && !fits(doc, page)) return { seq, damage: { at: page[0]!.seq, is: 'order' } }
    seq += rows.length
    if (broken) return { doc, seq, damage: broken }
    if (rows.length < limit) break
    await othersTurn()
  }
  return { doc, seq, damage: until < head.seq ? undefined : await headDamage(db, caseId, head, seq) }
}

function fits(doc: Doc, rows: readonly Row[]): boolean {
  try {
    applyAll(
      doc,
      rows.map((row) => row.update),
    )
    return !isPending(doc)
  } catch {
    return false
  }
}

const othersTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

/** Whether the head says what the log says. */
async function headDamage(db: Db, caseId: CaseId, head: Head, seq: Seq): Promise<Damage | undefined> {
  if (seq < head.seq) return { at: seq + 1, is: 'gap' }
  if (seq === head.seq) return undefined
  const now = await findHead(db, caseId)
  if (now?.epoch !== head.epoch) throw new Error('the record began anew while it was read')
  return now.seq < seq ? { at: now.seq + 1, is: 'head' } : undefined
}

/** Words whose clientID is nobody's: whoever claimed it next would become their author. */
function ownerless(live: LiveDocument, owners: ReadonlyMap<number, MemberId>): Damage | undefined {
  for (const client of writersOf(live.stateVector()))
    if (!owners.has(client)) return { at: live.seq, is: 'clients' }
  return undefined
}

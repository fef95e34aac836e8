// When a snapshot is made and of what: enough rows since the last one, or some and then quiet. One after the other for
// the whole process, never more often than the thread can bear, and only from rows that are committed.

import type { CaseId, Seq } from '#shared/ids.ts'
import type { CaseSeal } from '../../case/seals.ts'
import type { Db } from '../../platform/db.ts'
import { findHead, RowsBroken, readRows } from '../storage/journal.ts'
import { createSnapshotThread, type SnapshotThread } from '../storage/snapshot-thread.ts'
import { newestThatOpens, storeSnapshot } from '../storage/snapshots.ts'
import type { LiveDocument } from './live-document.ts'

export type ArchiveDeps = {
  db: Db
  sealOf: (db: Db, caseId: CaseId) => Promise<CaseSeal>
  failed: (error: unknown, caseId: CaseId) => void
}

/** Rows after the last snapshot that make it time for the next. */
const everyRows = 500
/** When a record has been quiet this long, fewer are enough: a record that opens from its snapshot alone opens fastest. */
const quietMs = 10_000
const quietRows = 20
/** Records that wait for the thread; the rest come again with their next row. */
const maxWaiting = 64
/** A record rests this many times as long as its last snapshot took: they take at most a twentieth of a processor each. */
const restFactor = 20
/** After a snapshot that could not be made. */
const restAfterFailureMs = 60_000
const rowsAtOnce = 1_000

export type SnapshotMaker = {
  consider: (caseId: CaseId, live: LiveDocument) => void
  close: () => Promise<void>
}

type Course = { quiet?: NodeJS.Timeout; notBefore: number; isWaiting: boolean }

export function createSnapshotMaker(deps: ArchiveDeps, thread = createSnapshotThread()): SnapshotMaker {
  const courses = new WeakMap<LiveDocument, Course>()
  const waiting: (() => Promise<void>)[] = []
  let isWorking: Promise<void> | undefined
  let isClosed = false

  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next && !isClosed; next = waiting.shift()) await next()
    isWorking = undefined
  }
  const enqueue = (caseId: CaseId, live: LiveDocument, course: Course): void => {
    if (course.isWaiting || isClosed || waiting.length >= maxWaiting) return
    if (performance.now() < course.notBefore) return
    course.isWaiting = true
    waiting.push(async () => {
      const began = performance.now()
      let rest = 0
      try {
        live.coveredTo = await makeSnapshot(deps, thread, caseId, live)
        rest = (performance.now() - began) * restFactor
      } catch (error) {
        if (!isClosed) deps.failed(error, caseId)
        rest = restAfterFailureMs
      }
      course.isWaiting = false
      course.notBefore = performance.now() + rest
    })
    isWorking ??= work()
  }

  return {
    consider(caseId, live) {
      if (live.damage || isClosed) return
      const behind = live.seq - live.coveredTo
      if (behind === 0) return
      const course = courses.get(live) ?? { notBefore: 0, isWaiting: false }
      courses.set(live, course)
      if (behind >= everyRows) enqueue(caseId, live, course)
      if (course.quiet) course.quiet.refresh()
      else {
        course.quiet = setTimeout(() => {
          if (live.seq - live.coveredTo >= quietRows) enqueue(caseId, live, course)
        }, quietMs)
        course.quiet.unref()
      }
    },
    close: async () => {
      isClosed = true
      waiting.length = 0
      await thread.close()
      await isWorking
    },
  }
}

/**
 * Makes and stores a snapshot of the rows up to `seq`, from the newest that opens and the rows after it.
 * @returns the place of the log that it covers
 * @throws when a row is damaged, the record began anew, or what came out is not what went in
 */
export async function makeSnapshot(
  { db, sealOf }: Pick<ArchiveDeps, 'db' | 'sealOf'>,
  thread: SnapshotThread,
  caseId: CaseId,
  { epoch, seq: until }: { epoch: string; seq: Seq },
): Promise<Seq> {
  const seal = await sealOf(db, caseId)
  const before = await newestThatOpens(db, caseId, seal, epoch, { until })
  if (before?.seq === until) return until
  const state = await thread.make(before, rowsBetween(before?.seq ?? 0, until))
  await storeSnapshot(db, caseId, seal, epoch, { ...state, seq: until })
  return until

  async function* rowsBetween(from: Seq, to: Seq): AsyncGenerator<readonly Uint8Array[]> {
    for (let seq = from; seq < to; ) {
      const { rows, broken } = await readRows(db, caseId, seal, seq, {
        limit: Math.min(rowsAtOnce, to - seq),
      })
      if (broken || rows.length === 0) throw new RowsBroken(broken ?? { at: seq + 1, is: 'gap' })
      yield rows.map((row) => row.update)
      seq += rows.length
    }
    // A record that began anew while its rows were read has rows of two lives.
    if ((await findHead(db, caseId))?.epoch !== epoch) throw new Error('the record began anew')
  }
}

// The one thread that makes snapshots (snapshot-worker.ts): if it ends by itself, that costs a snapshot and nothing else.

import type { Worker } from 'node:worker_threads'
import { createWorkerThread } from '../../platform/worker-thread.ts'
import type { SnapshotState } from './snapshot-box.ts'
import type { SnapshotAnswer, SnapshotAsk } from './snapshot-worker.ts'

/** One answer; a snapshot of a record at its bound takes about two seconds. */
const patienceMs = 60_000
/** A record beyond this ends the thread and not the process. */
const maxHeapMb = 1_024

export type SnapshotThread = {
  /**
   * Makes one snapshot; only one is made at a time.
   * @param from the snapshot to go on from
   * @param rows the updates after it, in pages
   * @throws when the thread ended or what came out is not what went in
   */
  make: (
    from: SnapshotState | undefined,
    rows: AsyncIterable<readonly Uint8Array[]>,
  ) => Promise<SnapshotState>
  /** The thread's own, to end it from outside; undefined when there is none. */
  worker: () => Worker | undefined
  close: () => Promise<void>
}

export function createSnapshotThread(): SnapshotThread {
  const file = new URL('./snapshot-worker.ts', import.meta.url)
  const thread = createWorkerThread<SnapshotAsk, SnapshotAnswer>({
    ...{ file, does: 'makes snapshots', patienceMs, maxHeapMb },
  })
  return {
    make: (from, rows) =>
      thread.work(async (ask) => {
        stateIn(await ask({ op: 'begin', from }))
        for await (const updates of rows) stateIn(await ask({ op: 'rows', updates }))
        return stateIn(await ask({ op: 'finish' }))!
      }),
    worker: thread.worker,
    close: thread.close,
  }
}

function stateIn(answer: SnapshotAnswer): SnapshotState | undefined {
  if (!answer.ok) throw new Error(answer.error)
  return answer.state
}

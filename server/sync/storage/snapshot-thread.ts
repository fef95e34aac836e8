// The one thread that makes snapshots (snapshot-worker.ts), as the rest of the process holds it: started when there is
// something to do, ended when there is not, and if it ends by itself, that costs a snapshot and nothing else.

import { Worker } from 'node:worker_threads'
import type { SnapshotState } from './snapshot-box.ts'
import type { SnapshotAnswer, SnapshotAsk } from './snapshot-worker.ts'

/** Ended after this long without work: an idle thread holds some 10 MB. */
const keepIdleMs = 10_000
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
  /** The thread's own id, to end it from outside; undefined when there is none. */
  worker: () => Worker | undefined
  close: () => Promise<void>
}

export function createSnapshotThread(): SnapshotThread {
  let worker: Worker | undefined
  let idle: NodeJS.Timeout | undefined

  const start = (): Worker => {
    clearTimeout(idle)
    if (worker) return worker
    const started = new Worker(new URL('./snapshot-worker.ts', import.meta.url), {
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: maxHeapMb },
    })
    // Without a listener an error of the thread would be one of the process.
    started.on('error', () => {})
    started.on('exit', () => {
      if (worker === started) worker = undefined
    })
    started.unref()
    worker = started
    return started
  }

  const end = async (): Promise<void> => {
    clearTimeout(idle)
    const ending = worker
    worker = undefined
    await ending?.terminate()
  }

  return {
    async make(from, rows) {
      const thread = start()
      try {
        await ask(thread, { op: 'begin', from })
        for await (const updates of rows) await ask(thread, { op: 'rows', updates })
        return (await ask(thread, { op: 'finish' }))!
      } catch (error) {
        // What is half done there is not gone on with.
        if (worker === thread) await end()
        throw error
      } finally {
        idle = setTimeout(() => void end(), keepIdleMs)
        idle.unref()
      }
    },
    worker: () => worker,
    close: end,
  }
}

function ask(thread: Worker, question: SnapshotAsk): Promise<SnapshotState | undefined> {
  return new Promise((resolve, reject) => {
    const done = (then: () => void): void => {
      clearTimeout(patience)
      thread.off('message', onMessage)
      thread.off('exit', onExit)
      then()
    }
    const onMessage = (answer: SnapshotAnswer): void =>
      done(() => (answer.ok ? resolve(answer.state) : reject(new Error(answer.error))))
    const onExit = (): void => done(() => reject(new Error('the thread that makes snapshots ended')))
    const patience = setTimeout(
      () => done(() => reject(new Error('the thread that makes snapshots does not answer'))),
      patienceMs,
    )
    patience.unref()
    thread.on('message', onMessage)
    thread.on('exit', onExit)
    // After the end no event comes any more.
    if (thread.threadId === -1) onExit()
    else thread.postMessage(question)
  })
}

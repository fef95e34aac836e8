// One thread for work that would keep everybody else waiting, as the rest of the process holds it: started when there is something to do,
// ended when there is not, and if it ends by itself or does not answer in time, that costs an answer and nothing else.

import { Worker } from 'node:worker_threads'

/** Ended after this long without work: an idle thread holds some 10 MB. */
const keepIdleMs = 10_000

export type WorkerThread<Ask, Answer> = {
  /**
   * Does work that is one question or several; only one is done at a time.
   * @throws when the thread ended, does not answer, or the work failed; then the thread is ended: what is half done there is not gone on with
   */
  work: <T>(does: (ask: (question: Ask) => Promise<Answer>) => Promise<T>) => Promise<T>
  /** The thread's own, to end it from outside; undefined when there is none. */
  worker: () => Worker | undefined
  close: () => Promise<void>
}

/** `does`: what the thread is for, in errors. `patienceMs`: for one answer. `maxHeapMb`: beyond it the thread ends and not the process. */
type Given = { file: URL; does: string; patienceMs: number; maxHeapMb: number }

export function createWorkerThread<Ask, Answer>(given: Given): WorkerThread<Ask, Answer> {
  let worker: Worker | undefined
  let idle: NodeJS.Timeout | undefined

  const start = (): Worker => {
    clearTimeout(idle)
    if (worker) return worker
    const started = new Worker(given.file, {
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: given.maxHeapMb },
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
    async work(does) {
      const thread = start()
      try {
        return await does((question) => ask<Answer>(thread, question, given))
      } catch (error) {
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

function ask<Answer>(thread: Worker, question: unknown, { does, patienceMs }: Given): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const done = (then: () => void): void => {
      clearTimeout(patience)
      thread.off('message', onMessage)
      thread.off('exit', onExit)
      then()
    }
    const onMessage = (answer: Answer): void => done(() => resolve(answer))
    const onExit = (): void => done(() => reject(new Error(`the thread that ${does} ended`)))
    const patience = setTimeout(
      () => done(() => reject(new Error(`the thread that ${does} does not answer`))),
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

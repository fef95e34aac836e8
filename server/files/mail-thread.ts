// The thread in which one mail is read (mail-worker.ts), as the rest of the process holds it. A mail that takes too long or too much
// memory ends its thread and nothing else.

import { Worker } from 'node:worker_threads'
import type { MailAnswer } from './mail-worker.ts'
import type { MailRead } from './read-mail.ts'

/** A mail of the most bytes takes about two seconds. Until the thread is there, nothing is counted. */
const usualPatienceMs = 30_000
const maxHeapMb = 512

/** @returns undefined for one that cannot be read in that time and memory */
export function readInThread(
  bytes: Uint8Array,
  { patienceMs = usualPatienceMs } = {},
): Promise<MailRead | undefined> {
  const worker = new Worker(new URL('./mail-worker.ts', import.meta.url), {
    execArgv: [],
    workerData: bytes,
    resourceLimits: { maxOldGenerationSizeMb: maxHeapMb },
  })
  return new Promise((resolve) => {
    let patience: NodeJS.Timeout | undefined
    const done = (read?: MailRead): void => {
      clearTimeout(patience)
      resolve(read)
      void worker.terminate()
    }
    worker.on('message', (answer: MailAnswer) => {
      if (answer === 'ready') patience = setTimeout(done, patienceMs)
      else done(answer)
    })
    worker.on('error', () => done())
    worker.on('exit', () => done())
  })
}

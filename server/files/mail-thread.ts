// The thread in which one mail is read (mail-worker.ts), as the rest of the process holds it. A mail that takes too long or too much
// memory ends its thread and nothing else.

import { Worker } from 'node:worker_threads'
import type { MailRead } from './read-mail.ts'

/** A mail of the most bytes takes about two seconds. */
const usualPatienceMs = 20_000
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
    const done = (read?: MailRead): void => {
      clearTimeout(patience)
      resolve(read)
      void worker.terminate()
    }
    const patience = setTimeout(done, patienceMs)
    worker.on('message', done)
    worker.on('error', () => done())
    worker.on('exit', () => done())
  })
}

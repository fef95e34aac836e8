// How long this disk takes to keep something, now: the floor under every durable commit, and the noisiest thing on a
// shared machine. Told beside the latencies, because they cannot be read without it.

import { closeSync, fsyncSync, openSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pause } from './figures.ts'

/** @returns milliseconds, one an fsync of one fresh page, a little apart as keystrokes are */
export async function measureDisk(count: number): Promise<number[]> {
  const path = join(tmpdir(), `greenroom-bench-disk-${process.pid}`)
  const file = openSync(path, 'w')
  const page = new Uint8Array(8_192)
  const times: number[] = []
  try {
    for (let n = 0; n < count; n++) {
      writeSync(file, page)
      const now = performance.now()
      fsyncSync(file)
      times.push(performance.now() - now)
      await pause(5)
    }
    return times
  } finally {
    closeSync(file)
    rmSync(path)
  }
}

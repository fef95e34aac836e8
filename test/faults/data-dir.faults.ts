// DATA_DIR on a disk that is full, and on one that can only be read: a start says so in one sentence. Takes root, to mount.

import { execFileSync, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, expect, it } from 'vitest'
import { buildClient } from '../../server/build-client.ts'

const program = fileURLToPath(new URL('../../server/start.ts', import.meta.url))
let mount = ''
afterEach(() => {
  execFileSync('umount', ['-l', mount])
  rmSync(mount, { recursive: true, force: true })
})

function mountDisk(mib: number): string {
  mount = mkdtempSync(join(tmpdir(), 'greenroom-small-'))
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${mib}m,mode=0755`, 'tmpfs', mount])
  return mount
}

async function startIn(dataDir: string): Promise<{ code: number | null; said: string }> {
  await buildClient()
  const child = spawn(process.execPath, [program], {
    env: { PATH: process.env.PATH, PORT: '0', DATA_DIR: dataDir },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let said = ''
  child.stderr.on('data', (bytes: Buffer) => {
    said += bytes.toString()
  })
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, said })))
}

it('[ST2] a full disk', async () => {
  const disk = mountDisk(80)
  writeFileSync(join(disk, 'filler'), Buffer.alloc(40 * 2 ** 20))
  expect(await startIn(join(disk, 'data'))).toEqual({
    code: 2,
    said: expect.stringMatching(/^The disk of .* \(DATA_DIR\) is full: .*\n$/),
  })
})

it('[ST2] a disk that can only be read', async () => {
  const disk = mountDisk(8)
  mkdirSync(join(disk, 'data'))
  execFileSync('mount', ['-o', 'remount,ro', disk])
  for (const name of ['data', 'new'])
    expect(await startIn(join(disk, name))).toEqual({
      code: 2,
      said: expect.stringMatching(/^The data directory .*: its file system can only be read\.\n$/),
    })
})

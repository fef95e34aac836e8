// `npm run release`: release/greenroom-<version>.tar.gz, and one line that says what came of it. Where everything is committed
// it is made of the commit alone: whoever makes it again has the same bytes (SOURCE_DATE_EPOCH is taken, too).

import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { makeRelease } from './release-files.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const dir = 'release'

const git = (...args: string[]): string | undefined => {
  try {
    return execFileSync('git', args, {
      cwd: root,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim()
  } catch {
    return undefined
  }
}

/** The time of every file. A server tells browsers by it whether a file has changed: no two versions may share it. */
function timeOfFiles(): { seconds: number; isOfCommit: boolean } {
  const given = process.env.SOURCE_DATE_EPOCH
  if (given && /^\d+$/.test(given)) return { seconds: Number(given), isOfCommit: true }
  const isOfCommit = git('status', '--porcelain') === ''
  const committed = isOfCommit ? git('log', '-1', '--format=%ct') : undefined
  return { seconds: Number(committed ?? Math.floor(Date.now() / 1_000)), isOfCommit }
}

const { seconds, isOfCommit } = timeOfFiles()
const { name, bytes, sha256 } = await makeRelease(seconds)
mkdirSync(join(root, dir), { recursive: true })
writeFileSync(join(root, dir, name), bytes)
const note = isOfCommit ? '' : '  (with changes that are in no commit)'
process.stdout.write(`${dir}/${name}  ${bytes.byteLength} bytes  sha256 ${sha256}${note}\n`)

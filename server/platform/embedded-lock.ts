// One process at a time per data directory: two on one embedded database would ruin it.
// The lock is one that the kernel frees when its process ends, however it ends, so nothing stale can be left behind.

import { chmodSync, existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { StartRefused } from './errors.ts'

/**
 * Takes the lock on a data directory and returns how to give it back. Creates the directory for its owner only.
 * @throws StartRefused when another process holds it, or the directory cannot be written.
 */
export function lockDataDir(dataDir: string): () => void {
  makeDataDir(dataDir)
  closeToOthers(dataDir)
  const lock = openLockFile(dataDir)
  try {
    lock.exec('pragma busy_timeout = 0; begin exclusive')
  } catch {
    lock.close()
    throw new StartRefused(`Another Greenroom is already using the data directory ${dataDir} (DATA_DIR).`)
  }
  return () => lock.close()
}

/** Makes the data directory, readable for its owner only. @throws StartRefused when that cannot be done. */
export function makeDataDir(dataDir: string): void {
  if (existsSync(dataDir)) return
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  } catch {
    throw new StartRefused(`The data directory ${dataDir} cannot be created (DATA_DIR).`)
  }
}

/** The engine makes its files readable and writable for everybody, so a directory made before us must not be open. */
function closeToOthers(dataDir: string): void {
  try {
    chmodSync(dataDir, 0o700)
  } catch {
    throw new StartRefused(
      `The data directory ${dataDir} must belong to the user who starts Greenroom (DATA_DIR).`,
    )
  }
}

function openLockFile(dataDir: string): DatabaseSync {
  try {
    return new DatabaseSync(join(dataDir, 'in-use.lock'))
  } catch {
    throw new StartRefused(`The data directory ${dataDir} cannot be written (DATA_DIR).`)
  }
}

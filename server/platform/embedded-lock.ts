// One process at a time per data directory: two on one embedded database would ruin it.
// The lock is one that the kernel frees when its process ends, however it ends, so nothing stale can be left behind.

import { chmodSync, existsSync, mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { checkDataDir, whyNotWritten } from './embedded-dir.ts'
import { StartRefused } from './errors.ts'

/** Another process holds the lock. */
export class DataDirInUse extends StartRefused {
  constructor(dataDir: string) {
    super(`Another Greenroom is already using the data directory ${dataDir} (DATA_DIR).`)
  }
}

/**
 * Takes the lock on a data directory and returns how to give it back. Creates the directory for its owner only.
 * @throws StartRefused when another process holds it, or the directory cannot be written.
 */
export function lockDataDir(dataDir: string): () => void {
  makeDataDir(dataDir)
  checkDataDir(dataDir)
  closeToOthers(dataDir)
  const lock = openLockFile(dataDir)
  try {
    lock.exec('pragma busy_timeout = 0; begin exclusive')
  } catch (error) {
    lock.close()
    if ((error as { errcode?: unknown }).errcode !== busy) throw notWritten(dataDir, error)
    throw new DataDirInUse(dataDir)
  }
  return () => lock.close()
}

/** SQLite's word for "somebody else has it". */
const busy = 5

/** Makes the data directory, readable for its owner only. @throws StartRefused when that cannot be done. */
export function makeDataDir(dataDir: string): void {
  try {
    makeFolder(dataDir)
  } catch (error) {
    throw new StartRefused(
      `The data directory ${dataDir} cannot be created (DATA_DIR)${whyNotWritten(error)}.`,
      error,
    )
  }
}

/** Step by step: Node's own `recursive` never comes back from a place like /proc. */
function makeFolder(path: string): void {
  if (existsSync(path)) return
  makeFolder(dirname(path))
  mkdirSync(path, { mode: 0o700 })
}

/** The engine makes its files readable and writable for everybody, so a directory made before us must not be open. */
function closeToOthers(dataDir: string): void {
  try {
    chmodSync(dataDir, 0o700)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EROFS') throw notWritten(dataDir, error)
    throw new StartRefused(
      `The data directory ${dataDir} must belong to the user who starts Greenroom (DATA_DIR).`,
      error,
    )
  }
}

function openLockFile(dataDir: string): DatabaseSync {
  try {
    return new DatabaseSync(join(dataDir, 'in-use.lock'))
  } catch (error) {
    throw notWritten(dataDir, error)
  }
}

const notWritten = (dataDir: string, error: unknown): StartRefused =>
  new StartRefused(
    `The data directory ${dataDir} cannot be written (DATA_DIR)${whyNotWritten(error)}.`,
    error,
  )

// Whether a data directory can be one, and if the embedded database in it did not open: why, as far as can be told.

import {
  existsSync,
  lstatSync,
  readdirSync,
  readFileSync,
  rmSync,
  statfsSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join, parse } from 'node:path'
import { syncPath } from './embedded-engine.ts'
import { StartRefused } from './errors.ts'

/** The embedded database is a PostgreSQL of this version; its files are read by no other. */
const engineVersion = '18'
const mib = 2 ** 20
/** A new database takes about 40 MB; one that exists wants a piece of its log more. */
const roomToCreateBytes = 64 * mib
const roomToOpenBytes = 16 * mib
const sticky = 0o1000

/** A sentence's end for a code of the system; empty for one that says nothing more. */
export function whyNotWritten(error: unknown): string {
  const code = (error as NodeJS.ErrnoException | undefined)?.code
  const reasons: Record<string, string> = {
    EACCES: ': this user has no right to',
    EPERM: ': this user has no right to',
    EROFS: ': its file system can only be read',
    ENOSPC: ': the disk is full',
    EDQUOT: ': the disk is full for this user',
    ENOTDIR: ': a part of its path is a file',
    ENAMETOOLONG: ': its name is too long',
  }
  return reasons[code ?? ''] ?? ''
}

/**
 * A folder of its own is closed to everybody else, so it must not be one that others need.
 * @throws StartRefused
 */
export function checkDataDir(dataDir: string): void {
  const found = statSync(dataDir)
  if (!found.isDirectory()) throw new StartRefused(`DATA_DIR must be a folder, and ${dataDir} is none.`)
  const isShared = parse(dataDir).root === dataDir || (found.mode & sticky) !== 0
  if (isShared)
    throw new StartRefused(
      `DATA_DIR must be a folder of Greenroom's own, and others need ${dataDir}: name one in it, for instance ${join(dataDir, 'greenroom')}.`,
    )
}

/** Files made in it by another user, root even, could not be opened by the server. @throws StartRefused */
export function mustOwn(dataDir: string): void {
  const owner = statSync(dataDir, { throwIfNoEntry: false })?.uid
  if (owner === undefined || owner === process.getuid?.()) return
  throw new StartRefused(
    `The data directory ${dataDir} (DATA_DIR) belongs to another user: run this as the one who starts Greenroom.`,
  )
}

/** Where a database lies while it is put back from a backup. */
export const unfinishedOf = (dataDir: string): string => join(dataDir, 'db.unfinished')
const movedFile = (dataDir: string): string => join(dataDir, 'moved.txt')

/** The database in here was moved: whoever starts it all the same is told. @param place for people, without a password */
export function leaveMoved(dataDir: string, place: string): void {
  writeFileSync(movedFile(dataDir), `${place}\n`, { mode: 0o600, flush: true })
  syncPath(dataDir)
}

/** It was not moved after all: nothing was written there. */
export const forgetMoved = (dataDir: string): void => rmSync(movedFile(dataDir), { force: true })

/**
 * What was begun or done here must not be overlooked: a start would go on with an old copy, or with nothing.
 * @throws StartRefused
 */
export function checkLeftBehind(dataDir: string): void {
  const moved = movedFile(dataDir)
  if (existsSync(moved))
    throw new StartRefused(
      `The database in ${dataDir} (DATA_DIR) was moved to ${readFileSync(moved, 'utf8').trim()}: set DATABASE_URL to it. To go on with the old copy here instead, remove ${moved}.`,
    )
  const unfinished = unfinishedOf(dataDir)
  if (existsSync(unfinished) && !existsSync(join(dataDir, 'db')))
    throw new StartRefused(
      `A restore into ${dataDir} (DATA_DIR) was cut short: run "npm run restore" again, or remove ${unfinished} to begin with nothing.`,
    )
}

/** @param dir of the embedded database, which need not exist yet. @throws StartRefused */
export function checkPlace(dir: string): void {
  const isTaken = existsSync(dir) && (!lstatSync(dir).isDirectory() || readdirSync(dir).length > 0)
  if (isTaken && readVersion(dir) !== engineVersion) throw notOpened(dir)
  const { bavail, bsize } = statfsSync(dirname(dir))
  const wanted = existsSync(join(dir, 'PG_VERSION')) ? roomToOpenBytes : roomToCreateBytes
  if (bavail * bsize >= wanted) return
  throw new StartRefused(
    `The disk of ${dirname(dir)} (DATA_DIR) is full: the embedded database needs ${wanted / mib} MiB to start.`,
  )
}

/** The sentence for a database that did not open. */
export function notOpened(dir: string, error?: unknown): StartRefused {
  const why = whyNotOpened(dir) ?? whyNotWritten(error)
  return new StartRefused(
    `The embedded database in ${dirname(dir)} (DATA_DIR) could not be opened${why}.`,
    error,
  )
}

function whyNotOpened(dir: string): string | undefined {
  if (!existsSync(dir)) return undefined
  if (!lstatSync(dir).isDirectory()) return `: ${dir} is not a folder`
  const version = readVersion(dir)
  if (version === undefined) return `: ${dir} holds something else`
  if (version === engineVersion) return undefined
  return `: it was made by PostgreSQL ${version}, and this one is ${engineVersion}`
}

function readVersion(dir: string): string | undefined {
  try {
    return readFileSync(join(dir, 'PG_VERSION'), 'utf8').trim()
  } catch {
    return undefined
  }
}

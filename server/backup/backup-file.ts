// A backup as a file: packed, for its owner only, there under its name only once it is whole and on the disk. One that was
// cut short is left as FILE.part, or not at all.

import { once } from 'node:events'
import {
  closeSync,
  createReadStream,
  createWriteStream,
  existsSync,
  fstatSync,
  fsyncSync,
  linkSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs'
import { dirname } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'
import { whyNotWritten } from '../platform/embedded-dir.ts'
import { syncPath } from '../platform/embedded-engine.ts'
import { StartRefused } from '../platform/errors.ts'
import { brokenOff, type Counts, type Feed, feedFrom, isNone, NotWhole, Reading, type Sink } from './lines.ts'

/** What is sealed does not become smaller: more trying costs only time. */
const level = 1

/** @throws StartRefused when it is there already, or cannot be written; what the feed throws */
export async function writeBackup(file: string, feed: Feed): Promise<Counts & { bytes: number }> {
  refuseThere(file)
  const part = `${file}.part`
  const fd = openPart(part, file)
  try {
    const counts = await writePacked(fd, file, feed)
    fsyncSync(fd)
    publish(fd, part, file)
    return { ...counts, bytes: fstatSync(fd).size }
  } catch (error) {
    if (isOurs(fd, part)) rmSync(part, { force: true })
    throw error
  } finally {
    closeSync(fd)
  }
}

/** @throws StartRefused */
export function refuseThere(file: string): void {
  if (existsSync(file)) throw new StartRefused(`${file} is there already: a backup never replaces a file.`)
}

/** One that was left by a backup which was cut short makes room. */
function openPart(part: string, file: string): number {
  try {
    rmSync(part, { force: true })
    return openSync(part, 'wx', 0o600)
  } catch (error) {
    throw notWritten(file, error)
  }
}

async function writePacked(fd: number, file: string, feed: Feed): Promise<Counts> {
  const reading = new Reading()
  const packing = createGzip({ level })
  const out = createWriteStream('', { fd, autoClose: false })
  const written = pipeline(packing, out).catch((error) => {
    throw notWritten(file, error)
  })
  // Whoever waits for it is told; until somebody does, it is nobody's unforeseen error.
  written.catch(() => {})
  try {
    await feed(async (line) => {
      reading.take(line)
      if (!packing.write(`${line}\n`)) await Promise.race([once(packing, 'drain'), written])
    })
    const counts = reading.end()
    packing.end()
    await written
    return counts
  } catch (error) {
    packing.destroy()
    throw error
  }
}

/** Whether the part under this name is still the one that was opened here: another backup may have begun meanwhile. */
function isOurs(fd: number, part: string): boolean {
  return statSync(part, { throwIfNoEntry: false })?.ino === fstatSync(fd).ino
}

/** Gives it its name, unless somebody else was quicker, with that name or with a part of the same. */
function publish(fd: number, part: string, file: string): void {
  try {
    if (!isOurs(fd, part)) throw new StartRefused(`Another backup to ${file} was begun meanwhile.`)
    linkOrRename(part, file)
    syncPath(dirname(file))
  } catch (error) {
    throw error instanceof StartRefused ? error : notWritten(file, error)
  }
}

function linkOrRename(part: string, file: string): void {
  try {
    linkSync(part, file)
    rmSync(part)
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? ''
    if (code === 'EEXIST') refuseThere(file)
    // A stick's file system knows no links.
    if (!['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS'].includes(code)) throw error
    refuseThere(file)
    renameSync(part, file)
  }
}

const notWritten = (file: string, error: unknown): StartRefused =>
  error instanceof StartRefused
    ? error
    : new StartRefused(`The backup ${file} cannot be written${whyNotWritten(error)}.`, error)

/** Hands on the lines of a file. @throws StartRefused when it cannot be read, NotWhole when it is none */
export const feedFile =
  (file: string): Feed =>
  async (sink) => {
    const unpacking = createGunzip()
    const reading = pipeline(createReadStream(file), unpacking)
    reading.catch(() => {})
    try {
      await feedFrom(unpacking, sink)
      await reading
    } catch (error) {
      throw whyNotRead(file, error)
    }
  }

function whyNotRead(file: string, error: unknown): unknown {
  const code = (error as NodeJS.ErrnoException).code ?? ''
  if (code === 'Z_BUF_ERROR') return new NotWhole(brokenOff)
  if (code.startsWith('Z_')) return new NotWhole(isNone)
  const reasons: Record<string, string> = {
    ENOENT: 'is not there',
    EACCES: 'may not be read by this user',
    EISDIR: 'is a folder',
  }
  return reasons[code] === undefined ? error : new StartRefused(`${file} ${reasons[code]}.`, error)
}

/** Reads it to its end before anything is done with it. @param onHead may refuse it at once */
export async function checkBackup(
  feed: Feed,
  onHead: (head: NonNullable<Reading['head']>) => void | Promise<void>,
): Promise<NonNullable<Reading['head']>> {
  const reading = new Reading()
  const sink: Sink = async (line) => {
    const part = reading.take(line)
    if (part.is === 'head') await onHead(part.head)
  }
  await feed(sink)
  reading.end()
  return reading.head!
}

// Words of a case are sealed in the database: AES-256-GCM with a key per case, each wrapped by a master key that lives
// outside the database and its backups. A box names its case, kind and place in its associated data, so it opens nowhere else.
// Whoever controls the running machine can still read; what is sealed is the database, its disk and its backups.

import {
  createCipheriv,
  createDecipheriv,
  createSecretKey,
  hkdfSync,
  type KeyObject,
  randomBytes,
} from 'node:crypto'
import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  openSync,
  readFileSync,
  rmSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import type { EntryName } from '#shared/entries/kinds.ts'
import type { Config } from './config.ts'
import { makeDataDir } from './embedded-lock.ts'
import { StartRefused } from './errors.ts'
import { decodeKey } from './key-text.ts'

/** What a box holds. The word is bound into the box: never rename one. */
export type SealKind =
  | EntryName
  | 'log'
  | 'snapshot'
  | 'task-what'
  | 'task-due-words'
  | 'task-order'
  | 'meeting-place'
  | 'page-place'
  | 'talk'
  | 'decision'
  | 'draft'
  | 'file-part'
  | 'file-preview'

/** A box that does not open: changed, cut, moved to another place, or sealed with another key. */
export class SealBroken extends Error {
  constructor() {
    super('A sealed value does not open')
    this.name = 'SealBroken'
  }
}

/** Seals and opens what belongs to one case. */
export type CaseSeal = {
  /** `position` is the value's own place: a row's id or sequence number. */
  seal(kind: SealKind, position: string | number, plain: Uint8Array | string): Buffer
  /** @throws SealBroken */
  unseal(kind: SealKind, position: string | number, sealed: Uint8Array): Buffer
  /** The server's half of a key that a device keeps this case under; the same each time, 32 bytes. */
  deviceHalf(holder: string): Buffer
}

export type Sealing = {
  /** A fresh case key, wrapped: for `cases.sealed_key`. Destroying it makes the case unreadable for ever. */
  newCaseKey(caseId: string): Buffer
  /** @throws SealBroken when the wrapped key is not this case's, or the master key is another. */
  open(caseId: string, wrappedKey: Uint8Array): CaseSeal
  /** Seals what belongs to this server and to no case; `name` is its own place. */
  sealOwn(name: string, plain: Uint8Array | string): Buffer
  /** @throws SealBroken */
  unsealOwn(name: string, sealed: Uint8Array): Buffer
  /** The server's half of a key that a device keeps what belongs to no case under; the same each time, 32 bytes. */
  deviceHalf(holder: string): Buffer
}

const keyBytes = 32
const nonceBytes = 12
const tagBytes = 16
/** First byte of every box, so that another way of sealing can come later. */
const version = 1
const headBytes = 1 + nonceBytes

/** @param masterKey 32 bytes, see `readMasterKey` */
export function createSealing(masterKey: Uint8Array): Sealing {
  const master = createSecretKey(masterKey)
  return {
    newCaseKey: (caseId) => close(master, nameOf('case-key', caseId), randomBytes(keyBytes)),
    open(caseId, wrappedKey) {
      const key = createSecretKey(unclose(master, nameOf('case-key', caseId), wrappedKey))
      return {
        seal: (kind, position, plain) => close(key, nameOf('box', caseId, kind, String(position)), plain),
        unseal: (kind, position, sealed) =>
          unclose(key, nameOf('box', caseId, kind, String(position)), sealed),
        deviceHalf: (holder) => derive(key, nameOf('device-half', caseId, holder)),
      }
    },
    deviceHalf: (holder) => derive(master, nameOf('device-half', '', holder)),
    sealOwn: (name, plain) => close(master, nameOf('own', name), plain),
    unsealOwn: (name, sealed) => unclose(master, nameOf('own', name), sealed),
  }
}

/** The associated data: every part with its length before it, so that no two lists of parts look alike. */
function nameOf(...parts: string[]): Buffer {
  return Buffer.from(parts.map((part) => `${Buffer.byteLength(part)}:${part}`).join(''))
}

/** A key of its own for one purpose (HKDF with SHA-256): says nothing about the key that it comes from. */
const derive = (key: KeyObject, purpose: Buffer): Buffer =>
  Buffer.from(hkdfSync('sha256', key, '', purpose, keyBytes))

function close(key: KeyObject, name: Buffer, plain: Uint8Array | string): Buffer {
  const nonce = randomBytes(nonceBytes)
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes }).setAAD(name)
  const body = typeof plain === 'string' ? cipher.update(plain, 'utf8') : cipher.update(plain)
  cipher.final()
  return Buffer.concat([Buffer.of(version), nonce, body, cipher.getAuthTag()])
}

function unclose(key: KeyObject, name: Buffer, box: Uint8Array): Buffer {
  if (box.length < headBytes + tagBytes || box[0] !== version) throw new SealBroken()
  const nonce = box.subarray(1, headBytes)
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes }).setAAD(name)
  decipher.setAuthTag(box.subarray(-tagBytes))
  const plain = decipher.update(box.subarray(headBytes, -tagBytes))
  try {
    decipher.final()
  } catch {
    throw new SealBroken()
  }
  return plain
}

/**
 * The master key: MASTER_KEY, MASTER_KEY_FILE, or `master.key` in the data directory, which is made at the first start.
 * @param mayCreate false once the database holds sealed keys: a new master key could open none of them
 * @throws StartRefused when it is missing, unreadable or not 32 bytes long
 */
export function readMasterKey(
  config: Pick<Config, 'dataDir' | 'masterKeyFile' | 'masterKey'>,
  mayCreate = true,
): Buffer {
  if (config.masterKey) return config.masterKey
  if (config.masterKeyFile !== undefined) return checked(config.masterKeyFile, 'MASTER_KEY_FILE')
  const file = join(config.dataDir, 'master.key')
  if (mayCreate && !existsSync(file)) createKeyFile(config.dataDir, file)
  return checked(file, 'in DATA_DIR')
}

function checked(file: string, whence: string): Buffer {
  const bytes = readKeyFile(file, whence)
  const key = bytes.length === keyBytes ? bytes : decodeKey(bytes.toString('latin1'))
  if (key) return key
  throw new StartRefused(
    `The master key ${file} (${whence}) must be ${keyBytes} bytes long, and is ${bytes.length}.`,
  )
}

function readKeyFile(file: string, whence: string): Buffer {
  try {
    return readFileSync(file)
  } catch (error) {
    throw new StartRefused(`The master key ${file} (${whence}) cannot be read.`, error)
  }
}

/** Writes it beside its place and links it there whole: never half a key, and an existing one always wins. */
function createKeyFile(dataDir: string, file: string): void {
  makeDataDir(dataDir)
  const fresh = `${file}.${process.pid}.new`
  try {
    rmSync(fresh, { force: true })
    writeDurably(fresh, randomBytes(keyBytes))
    linkSync(fresh, file)
    syncDirectory(dataDir)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return
    throw new StartRefused(`The master key ${file} (in DATA_DIR) cannot be written.`, error)
  } finally {
    rmSync(fresh, { force: true })
  }
}

function writeDurably(file: string, bytes: Uint8Array): void {
  const fd = openSync(file, 'wx', 0o600)
  try {
    writeSync(fd, bytes)
    fsyncSync(fd)
  } finally {
    closeSync(fd)
  }
}

function syncDirectory(dir: string): void {
  const fd = openSync(dir, 'r')
  try {
    fsyncSync(fd)
  } finally {
    closeSync(fd)
  }
}

// Hashing of passwords: argon2id from Node itself, with everything needed to check a hash written in the hash.
// Checking takes the same time whether the account exists or not, and only two run at once, so that a crowd at the
// door cannot take the machine from the people at work.

import { argon2, randomBytes, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'
import { problem } from '../platform/errors.ts'

const derive = promisify(argon2)

/** About 70 ms and 19 MB each on a small machine. */
const cost = { memory: 19_456, passes: 3, parallelism: 1 }
const [saltBytes, hashBytes] = [16, 32]
const maxAtOnce = 2
/** About ten seconds of waiting; beyond that an honest "busy" is better. */
const maxWaiting = 200

/** @returns `$argon2id$v=19$m=…,t=…,p=…$salt$hash`. @throws Problem `busy` when too many wait */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(saltBytes)
  const hash = await inTurn(() => deriveHash(password, salt, cost, hashBytes))
  const { memory, passes, parallelism } = cost
  return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${encode(salt)}$${encode(hash)}`
}

/**
 * Whether the password belongs to the hash. Without a hash (no such account) the same work is done for nothing.
 * @throws Problem `busy` when too many wait
 */
export async function isPassword(password: string, encoded: string | undefined): Promise<boolean> {
  const { salt, hash, cost: asMade } = readHash(encoded ?? '') ?? nobody
  const found = await inTurn(() => deriveHash(password, salt, asMade, hash.length))
  return timingSafeEqual(found, hash) && encoded !== undefined
}

const nobody = { cost, salt: randomBytes(saltBytes), hash: randomBytes(hashBytes) }
const shape = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([\w+/]+)\$([\w+/]+)$/

function readHash(encoded: string): typeof nobody | undefined {
  const [, memory, passes, parallelism, salt, hash] = shape.exec(encoded) ?? []
  if (!salt || !hash) return undefined
  return {
    cost: { memory: Number(memory), passes: Number(passes), parallelism: Number(parallelism) },
    salt: Buffer.from(salt, 'base64'),
    hash: Buffer.from(hash, 'base64'),
  }
}

/** Two keyboards may write the same letter differently: NFKC makes them one. */
const deriveHash = (password: string, nonce: Buffer, { ...parameters }: typeof cost, tagLength: number) =>
  derive('argon2id', { message: password.normalize('NFKC'), nonce, tagLength, ...parameters })

const encode = (bytes: Buffer) => bytes.toString('base64').replace(/=+$/, '')

let running = 0
const waiting: (() => void)[] = []

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (waiting.length >= maxWaiting) throw problem('busy')
  if (running < maxAtOnce) running += 1
  else await new Promise<void>((resolve) => waiting.push(resolve))
  try {
    return await work()
  } finally {
    // The place is handed on, not given back, so that nobody can slip in between.
    const next = waiting.shift()
    if (next) next()
    else running -= 1
  }
}

// Hashing of passwords: argon2id from Node itself, with everything needed to check a hash written in the hash.
// Checking takes the same time whether the account exists or not, and everything waits for its turn (hash-turns.ts), so
// that a crowd at the door cannot take the machine from the people at work.

import { argon2, randomBytes, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'
import { createWorkerLoop, type Lane } from './hash-turns.ts'

const derive = promisify(argon2)

/** About 70 ms and 19 MB each on a small machine. */
const cost = { memory: 19_456, passes: 3, parallelism: 1 }
const [saltBytes, hashBytes] = [16, 32]
const { inTurn } = createWorkerLoop()

/** @returns `$argon2id$v=19$m=…,t=…,p=…$salt$hash`. @throws Problem `busy` when too many wait */
export async function hashPassword(password: string, lane: Lane): Promise<string> {
  const salt = randomBytes(saltBytes)
  const hash = await inTurn(lane, () => deriveHash(password, salt, cost, hashBytes))
  const { memory, passes, parallelism } = cost
  return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${encode(salt)}$${encode(hash)}`
}

/**
 * Whether the password belongs to the hash. Without a hash (no such account) the same work is done for nothing.
 * @param find asked when it is their turn: counts the try, and finds the hash
 * @throws Problem `busy` when too many wait, or what `find` throws
 */
export const isPassword = (
  password: string,
  lane: Lane,
  find: () => Promise<string | undefined>,
): Promise<boolean> =>
  inTurn(lane, async () => {
    const encoded = await find()
    const { salt, hash, cost: asMade } = readHash(encoded ?? '') ?? nobody
    const found = await deriveHash(password, salt, asMade, hash.length)
    return timingSafeEqual(found, hash) && encoded !== undefined
  })

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

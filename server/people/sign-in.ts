// Passwords as they are given: at sign-in, and once more in a session. Everything about one is done when it is its turn, the
// counting too, so that a hundred at once ask the database one after the other.

import type { MemberId } from '#shared/ids.ts'
import type { Actor } from '../platform/actor.ts'
import type { Db } from '../platform/db.ts'
import { problem } from '../platform/errors.ts'
import { countAttempts, forgetAttempts, takeBackAttempt } from './attempt-limiter.ts'
import { findAccount } from './members.ts'
import { isPassword } from './passwords.ts'

type SignIn = {
  /** Folded. */
  email: string
  password: string
  address: string
  /** The name of the device, if this account has signed in on it before. */
  device: string | undefined
  isGone: () => boolean
  now: Date
}

/** Whose password it is. `hash`: what it was found right by */
type Proved = { id: MemberId; hash: string }

/** @throws Problem: wrong, too many attempts, or too many who wait */
export async function signIn(db: Db, given: SignIn): Promise<Proved> {
  const { email, password, address, device, isGone, now } = given
  const [kind, whose] = device ? (['device', `${device} ${email}`] as const) : (['account', email] as const)
  const lane = device
    ? { key: `device ${device}`, isKnown: true, isGone }
    : { key: `address ${address}`, isKnown: false, isGone }
  let account: Awaited<ReturnType<typeof findAccount>>
  const isRight = await isPassword(password, lane, async () => {
    // What strangers fill from one address keeps no known device out.
    const ofAddress = device ? [] : [['address', address] as const]
    await countAttempts(db, [...ofAddress, [kind, whose]], now)
    account = await findAccount(db, email, now)
    return account?.passwordHash
  })
  if (!account || !isRight) throw wrongPair()
  await forgetAttempts(db, kind, whose)
  if (!device) await takeBackAttempt(db, 'address', address)
  return { id: account.id, hash: account.passwordHash }
}

const wrongPair = () => problem('wrong-pair', 'That did not work. Check the address and the password.')

/**
 * Holds a password until the transaction ends: it may have been changed since it was found right, and whoever still has the old one
 * must not be signed in behind that change. @throws Problem when it was
 */
export async function holdPassword(trx: Db, { id, hash }: Proved): Promise<void> {
  const held = await trx
    .selectFrom('members')
    .select('id')
    .where('id', '=', id)
    .where('password_hash', '=', hash)
    .forShare()
    .executeTakeFirst()
  if (!held) throw wrongPair()
}

/** Where a member's own passwords wait for their turn. */
export const laneOf = ({ member }: Pick<Actor, 'member'>) => ({ key: `member ${member}`, isKnown: true })

/** The second proof. @returns the hash that the password belongs to. @throws Problem: wrong, too many attempts, or too many who wait */
export async function proveAgain(db: Db, actor: Actor, password: string, now: Date): Promise<string> {
  let hash = ''
  const isRight = await isPassword(password, laneOf(actor), async () => {
    await countAttempts(db, [['prove', actor.session]], now)
    const row = db.selectFrom('members').select('password_hash').where('id', '=', actor.member)
    hash = (await row.executeTakeFirstOrThrow()).password_hash
    return hash
  })
  if (!isRight) throw problem('wrong-pair', 'That did not work. Check the password.')
  await forgetAttempts(db, 'prove', actor.session)
  return hash
}

// Devices that an account has signed in on before: a random token in a cookie that outlives the session, its hash in the
// database. It opens nothing. It gives such a device a counter of its own, so that a stranger's guesses at the account
// lock the stranger out and not the person.

import { parseCookie, stringifySetCookie } from 'cookie'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { MemberId } from '#shared/ids.ts'
import { limits } from '#shared/limits.ts'
import type { Db } from '../platform/db.ts'
import { isAccountAlive } from './alive.ts'
import { drawToken, hashToken, isToken } from './tokens.ts'

const dayMs = 86_400_000

export function knownDevices(db: Db, clock: () => Date, isSecure: boolean) {
  const name = isSecure ? '__Host-greenroom-device' : 'greenroom-device'
  const tokenOf = (request: FastifyRequest): string | undefined => {
    const token = parseCookie(request.headers.cookie ?? '')[name]
    return isToken(token) ? token : undefined
  }
  const setDeviceCookie = (reply: FastifyReply, value: string) => {
    const flags = { httpOnly: true, sameSite: 'strict', path: '/', secure: isSecure } as const
    const maxAge = limits.knownDeviceDays * (dayMs / 1_000)
    // Added to what is set already: the session comes first.
    reply.header('set-cookie', stringifySetCookie({ name, value, ...flags, maxAge }))
  }
  /** Only a token that we have drawn is used again: another one could be known to whoever put it there. */
  const isOurs = async (trx: Db, token: string): Promise<boolean> => {
    const row = trx.selectFrom('known_devices').select('member_id').where('token_hash', '=', hashToken(token))
    return (await row.executeTakeFirst()) !== undefined
  }
  return {
    setDeviceCookie,
    /** The member has signed in on this browser. @returns what the browser is to keep */
    async rememberDevice(trx: Db, member: MemberId, request: FastifyRequest): Promise<string> {
      const before = tokenOf(request)
      const token = before && (await isOurs(trx, before)) ? before : drawToken()
      const [token_hash, seen_at] = [hashToken(token), clock()]
      await trx
        .insertInto('known_devices')
        .values({ token_hash, member_id: member, seen_at })
        .onConflict((conflict) => conflict.columns(['token_hash', 'member_id']).doUpdateSet({ seen_at }))
        .execute()
      await forgetOldest(trx, member, token_hash)
      return token
    },
    /** A name for this device, if the account has signed in on it before. */
    async findKnownDevice(request: FastifyRequest, email: string): Promise<string | undefined> {
      const token = tokenOf(request)
      if (token === undefined) return undefined
      const row = await db
        .selectFrom('known_devices as d')
        .innerJoin('members as m', 'm.id', 'd.member_id')
        .select('d.member_id')
        .where('d.token_hash', '=', hashToken(token))
        .where('d.seen_at', '>', new Date(clock().getTime() - limits.knownDeviceDays * dayMs))
        .where('m.email', '=', email)
        .where(isAccountAlive(clock()))
        .executeTakeFirst()
      return row && hashToken(token).toString('hex')
    },
  }
}

/** Whoever has the member's devices is a stranger on them from now on. */
export async function forgetDevicesOf(trx: Db, member: MemberId): Promise<void> {
  await trx.deleteFrom('known_devices').where('member_id', '=', member).execute()
}

/** This device and the latest of the others stay. */
async function forgetOldest(db: Db, member: MemberId, token_hash: Buffer): Promise<void> {
  const others = db
    .selectFrom('known_devices')
    .where('member_id', '=', member)
    .where('token_hash', '<>', token_hash)
  const latest = others
    .select('token_hash')
    .orderBy('seen_at', 'desc')
    .limit(limits.knownDevices - 1)
  await db
    .deleteFrom('known_devices')
    .where('member_id', '=', member)
    .where('token_hash', '<>', token_hash)
    .where('token_hash', 'not in', latest)
    .execute()
}

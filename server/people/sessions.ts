// Sessions: a random token in a cookie, its hash in the database. Every request and every act on a socket asks here
// anew: what counts is the row, the account and the role as they are now. Whoever ends a session tells the listeners.

import { parseCookie, stringifySetCookie } from 'cookie'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { sql } from 'kysely'
import type { MemberId } from '#shared/ids.ts'
import { limits } from '#shared/limits.ts'
import type { Actor } from '../platform/actor.ts'
import { batchQueries } from '../platform/batched-query.ts'
import type { Db } from '../platform/db.ts'
import { latestFrom } from '../platform/set-back.ts'
import { sessionCookieName } from '../platform/web.ts'
import { isAccountAlive } from './alive.ts'
import { deviceWords } from './device-words.ts'
import { knownDevices } from './known-devices.ts'
import { createSeen } from './seen.ts'
import { deleteSessionsOf, insertSession } from './session-row.ts'
import { drawToken, hashToken, isToken } from './tokens.ts'
import { waitingSessions } from './waiting-sessions.ts'

export type Sessions = ReturnType<typeof createSessions>

type Deps = {
  db: Db
  clock: () => Date
  /** Whether browsers reach us over https: then the cookie is `__Host-greenroom` and Secure. */
  isSecure: boolean
}

/** The sessions of this node. Several nodes share the table; their listeners are each node's own. */
export function createSessions({ db, clock, isSecure }: Deps) {
  const cookieName = sessionCookieName(isSecure)
  const setCookie = (reply: FastifyReply, token: string, maxAge: number) => {
    const flags = { httpOnly: true, sameSite: 'strict', path: '/', secure: isSecure } as const
    reply.header('set-cookie', stringifySetCookie({ name: cookieName, value: token, ...flags, maxAge }))
  }
  const listeners = new Set<(session: string) => void>()
  const tell = (sessions: readonly string[]) => {
    for (const session of sessions) for (const listener of listeners) listener(session)
  }
  // Strangers with cookies of their own making ask the database one after the other, not thousands at once.
  const findShared = batchQueries((hashes: readonly string[]) => findActors(db, hashes, clock()))

  const tokenOf = (request: FastifyRequest) => parseCookie(request.headers.cookie ?? '')[cookieName]
  const waiting = waitingSessions(db, clock, { tokenOf, setCookie })
  const devices = knownDevices(db, clock, isSecure)
  const seen = createSeen(db, clock)

  const endBefore = async (request: FastifyRequest): Promise<void> => {
    const token = tokenOf(request)
    if (!isToken(token)) return
    const ended = db.deleteFrom('sessions').where('token_hash', '=', hashToken(token)).returning('id')
    tell((await ended.execute()).map(({ id }) => id))
  }

  const sessions = {
    ...waiting,
    ...devices,
    /** Who asks, by the Cookie header of a request or a socket's handshake; those who come at once share a query. */
    async findActorByCookie(header: string | undefined): Promise<Actor | undefined> {
      const token = parseCookie(header ?? '')[cookieName]
      if (!isToken(token)) return undefined
      const actor = await findShared(hashToken(token).toString('hex'))
      if (actor) seen.note(actor.session)
      return actor
    },
    /** Who asks, by the id of a session found before: for a socket, at the time of each act. */
    findActorBySession: (session: string): Promise<Actor | undefined> =>
      actorsNow(db, clock()).where('s.id', '=', session).executeTakeFirst(),
    /** For `createRoutes`. */
    findActor: (request: FastifyRequest) => sessions.findActorByCookie(request.headers.cookie),

    /** Signs the member in on this browser; a session that it still had there ends, also one that waits to be let in. @param hold what must stay true until the session is there */
    async start(
      member: MemberId,
      request: FastifyRequest,
      reply: FastifyReply,
      hold: (trx: Db) => Promise<void> = async () => {},
    ): Promise<void> {
      await endBefore(request)
      const token = drawToken()
      const device = await db.transaction().execute(async (trx) => {
        await hold(trx)
        await insertSession(trx, { member, token, now: clock(), device: deviceWords(request) })
        return devices.rememberDevice(trx, member, request)
      })
      setCookie(reply, token, limits.longestSessionHours * 3600)
      devices.setDeviceCookie(reply, device)
    },
    /** The session may last longer than its cookie was made for: when it ends, its row says. */
    renewCookie: (request: FastifyRequest, reply: FastifyReply): void =>
      setCookie(reply, tokenOf(request) ?? '', limits.longestSessionHours * 3600),
    /** Takes the cookie off this browser. */
    clearCookie: (reply: FastifyReply) => setCookie(reply, '', 0),
    /** The password was given again. */
    async prove(session: string): Promise<void> {
      await db.updateTable('sessions').set({ proved_at: clock() }).where('id', '=', session).execute()
    },
    async end(session: string): Promise<void> {
      await db.deleteFrom('sessions').where('id', '=', session).execute()
      tell([session])
    },
    /** Ends all sessions of a member, on every device. @param except that one stays */
    async endAllOf(member: MemberId, except?: string): Promise<void> {
      tell(await deleteSessionsOf(db, member, except))
    },
    /** To be called with sessions whose rows were deleted, once that is committed. */
    tellEnded: tell,
    /** Writes down when each was last seen. @param connected those that are here without asking */
    writeSeen: seen.write,
    /** Takes away what is past its time and tells the listeners; call it about once a minute. */
    sweep: async (): Promise<void> => tell(await sweepSessions(db, clock())),
    /** Called with a session's id after it has ended on this node. @returns stops listening */
    onEnded(listener: (session: string) => void): () => void {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
  return sessions
}

/** @returns those whose time is over */
async function sweepSessions(db: Db, now: Date): Promise<string[]> {
  const past = await db.deleteFrom('sessions').where('expires_at', '<=', now).returning('id').execute()
  // The clock was put back since: they last no longer than if they had begun now.
  const lastMs = limits.sessionHours * 3_600_000
  await db
    .updateTable('sessions')
    .set({ expires_at: new Date(now.getTime() + lastMs) })
    .where('expires_at', '>', latestFrom(now, lastMs))
    .execute()
  return past.map(({ id }) => id)
}

/** The members behind many sessions now, by their tokens' hashes in hex. Missing: ended, expired, never there, or the account is ended. */
async function findActors(db: Db, hashes: readonly string[], now: Date): Promise<Map<string, Actor>> {
  const wanted = sql<Uint8Array>`(select decode(h, 'hex') from jsonb_array_elements_text(${JSON.stringify(hashes)}::text::jsonb) as h)`
  const rows = await actorsNow(db, now).select('s.token_hash').where('s.token_hash', 'in', wanted).execute()
  return new Map(rows.map(({ token_hash, ...actor }) => [Buffer.from(token_hash).toString('hex'), actor]))
}

const actorsNow = (db: Db, now: Date) =>
  db
    .selectFrom('sessions as s')
    .innerJoin('members as m', 'm.id', 's.member_id')
    .innerJoin('events as e', 'e.id', 'm.event_id')
    .select(['m.id as member', 'm.name', 'm.acting_role as role', 'm.colour', 'm.event_id as event'])
    .select(['s.id as session', 's.proved_at as provedAt'])
    // With the account, where that ends before it.
    .select(sql<Date>`least(s.expires_at, m.ends_at)`.as('expiresAt'))
    .where('s.expires_at', '>', now)
    .where('s.waits', '=', false)
    .where(isAccountAlive(now))
    .where('e.is_current', '=', true)

// Sessions: a random token in a cookie, its hash in the database. Every request and every act on a socket asks here
// anew: what counts is the row, the account and the role as they are now. Whoever ends a session tells the listeners.

import { parseCookie, stringifySetCookie } from 'cookie'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { sql } from 'kysely'
import type { MemberId } from '#shared/ids.ts'
import { limits } from '#shared/limits.ts'
import type { Db } from '../platform/db.ts'
import { shareLooks } from '../platform/shared-look.ts'
import type { Asker } from './asker.ts'
import { insertSession } from './session-row.ts'
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
  const cookieName = isSecure ? '__Host-greenroom' : 'greenroom'
  const setCookie = (reply: FastifyReply, token: string, maxAge: number) => {
    const flags = { httpOnly: true, sameSite: 'strict', path: '/', secure: isSecure } as const
    reply.header('set-cookie', stringifySetCookie({ name: cookieName, value: token, ...flags, maxAge }))
  }
  const listeners = new Set<(session: string) => void>()
  const tell = (sessions: readonly string[]) => {
    for (const session of sessions) for (const listener of listeners) listener(session)
  }
  const findByToken = (token: string | undefined) =>
    isToken(token) ? findAsker(db, { token_hash: hashToken(token) }, clock()) : Promise.resolve(undefined)

  const findShared = shareLooks((hashes: readonly string[]) => findAskers(db, hashes, clock()))

  const tokenOf = (request: FastifyRequest) => parseCookie(request.headers.cookie ?? '')[cookieName]
  const waiting = waitingSessions(db, clock, { tokenOf, setCookie })

  const endBefore = async (request: FastifyRequest): Promise<void> => {
    const token = tokenOf(request)
    if (!isToken(token)) return
    const ended = db.deleteFrom('sessions').where('token_hash', '=', hashToken(token)).returning('id')
    tell((await ended.execute()).map(({ id }) => id))
  }

  const sessions = {
    ...waiting,
    /** Who asks, by the Cookie header of a socket's handshake; those who connect at once share a look. */
    async findAskerByCookie(header: string | undefined): Promise<Asker | undefined> {
      const token = parseCookie(header ?? '')[cookieName]
      return isToken(token) ? findShared(hashToken(token).toString('hex')) : undefined
    },
    /** Who asks, by the id of a session found before: for a socket, at the time of each act. */
    findAskerBySession: (session: string) => findAsker(db, { id: session }, clock()),
    /** For `createRoutes`. */
    findAsker: (request: FastifyRequest) => findByToken(tokenOf(request)),

    /** Signs the member in on this browser; a session that it still had there ends, also one that waits to be let in. */
    async start(member: MemberId, request: FastifyRequest, reply: FastifyReply): Promise<void> {
      await endBefore(request)
      const token = drawToken()
      await insertSession(db, member, token, clock())
      setCookie(reply, token, limits.sessionHours * 3600)
    },
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
    /** Ends all sessions of a member, on every device. */
    async endAllOf(member: MemberId): Promise<void> {
      const ended = await db.deleteFrom('sessions').where('member_id', '=', member).returning('id').execute()
      tell(ended.map(({ id }) => id))
    },
    /** Takes away what is past its time and tells the listeners; call it about once a minute. */
    async sweep(): Promise<void> {
      const past = await db
        .deleteFrom('sessions')
        .where('expires_at', '<=', clock())
        .returning('id')
        .execute()
      tell(past.map(({ id }) => id))
    },
    /** Called with a session's id after it has ended on this node. @returns stops listening */
    onEnded(listener: (session: string) => void): () => void {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
  return sessions
}

type Key = { token_hash: Buffer } | { id: string }

/** The member behind a session now, or undefined: ended, expired, never there, or the account is ended. */
async function findAsker(db: Db, key: Key, now: Date): Promise<Asker | undefined> {
  const [column, value] =
    'id' in key ? (['s.id', key.id] as const) : (['s.token_hash', key.token_hash] as const)
  return askersNow(db, now).where(column, '=', value).executeTakeFirst()
}

/** The members behind many sessions now, by their tokens' hashes in hex: for a room that connects anew at once. */
async function findAskers(db: Db, hashes: readonly string[], now: Date): Promise<Map<string, Asker>> {
  const wanted = sql<Uint8Array>`(select decode(h, 'hex') from jsonb_array_elements_text(${JSON.stringify(hashes)}::text::jsonb) as h)`
  const rows = await askersNow(db, now).select('s.token_hash').where('s.token_hash', 'in', wanted).execute()
  return new Map(rows.map(({ token_hash, ...asker }) => [Buffer.from(token_hash).toString('hex'), asker]))
}

const askersNow = (db: Db, now: Date) =>
  db
    .selectFrom('sessions as s')
    .innerJoin('members as m', 'm.id', 's.member_id')
    .innerJoin('events as e', 'e.id', 'm.event_id')
    .select(['m.id as member', 'm.name', 'm.role', 'm.colour', 'm.event_id as event'])
    .select(['s.id as session', 's.proved_at as provedAt', 's.expires_at as expiresAt'])
    .where('s.expires_at', '>', now)
    .where('s.waits', '=', false)
    .where('m.ended_at', 'is', null)
    .where('e.is_current', '=', true)

// Sessions of phones that somebody has to let in: nobody's until then, good only for asking whether they are in.

import type { FastifyReply, FastifyRequest } from 'fastify'
import type { MemberId } from '#shared/ids.ts'
import { limits } from '#shared/limits.ts'
import type { Db } from '../platform/db.ts'
import { insertSession } from './session-row.ts'
import { drawToken, hashToken, isToken } from './tokens.ts'

type Cookies = {
  tokenOf(request: FastifyRequest): string | undefined
  setCookie(reply: FastifyReply, token: string, maxAge: number): void
}

export function waitingSessions(db: Db, clock: () => Date, { tokenOf, setCookie }: Cookies) {
  return {
    /** Begins one on this phone. It ends soon if nobody lets it in. */
    async startWaiting(member: MemberId, reply: FastifyReply): Promise<void> {
      const token = drawToken()
      await insertSession(db, member, token, clock(), true)
      setCookie(reply, token, limits.sessionHours * 3600)
    },
    /** The member whose phone waits behind this request. */
    async findWaiting(request: FastifyRequest): Promise<MemberId | undefined> {
      const token = tokenOf(request)
      if (!isToken(token)) return undefined
      const row = await db
        .selectFrom('sessions as s')
        .innerJoin('members as m', 'm.id', 's.member_id')
        .select('m.id')
        .where('s.token_hash', '=', hashToken(token))
        .where('s.waits', '=', true)
        .where('s.expires_at', '>', clock())
        .where('m.ended_at', 'is', null)
        .executeTakeFirst()
      return row?.id
    },
    /** It is a session like any other from now on. */
    async letIn(session: string): Promise<void> {
      const expires_at = new Date(clock().getTime() + limits.sessionHours * 3_600_000)
      await db
        .updateTable('sessions')
        .set({ waits: false, expires_at })
        .where('id', '=', session)
        .where('waits', '=', true)
        .execute()
    },
  }
}

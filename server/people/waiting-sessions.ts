// Sessions of phones that somebody has to let in: nobody's until then, good only for asking whether they are in.

import type { FastifyReply, FastifyRequest } from 'fastify'
import type { MemberId } from '#shared/ids.ts'
import { limits } from '#shared/limits.ts'
import type { Db } from '../platform/db.ts'
import { isAccountAlive } from './alive.ts'
import { deviceWords } from './device-words.ts'
import { insertSession } from './session-row.ts'
import { drawToken, hashToken, isToken } from './tokens.ts'

type Cookies = {
  tokenOf(request: FastifyRequest): string | undefined
  setCookie(reply: FastifyReply, token: string, maxAge: number): void
}

export function waitingSessions(db: Db, clock: () => Date, { tokenOf, setCookie }: Cookies) {
  return {
    /** Begins one on this phone. It ends soon if nobody lets it in. */
    async startWaiting(member: MemberId, request: FastifyRequest, reply: FastifyReply): Promise<void> {
      const token = drawToken()
      await insertSession(db, { member, token, now: clock(), device: deviceWords(request), waits: true })
      setCookie(reply, token, limits.longestSessionHours * 3600)
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
        .where(isAccountAlive(clock()))
        .executeTakeFirst()
      return row?.id
    },
    /** It is a session like any other from now on. @param isSettled also for those who run the team */
    async letIn(session: string, isSettled: boolean): Promise<void> {
      const expires_at = new Date(clock().getTime() + limits.sessionHours * 3_600_000)
      const mine = db.updateTable('sessions').where('id', '=', session)
      await mine.set({ waits: false, expires_at }).where('waits', '=', true).execute()
      if (isSettled) await mine.set({ shown_until: null }).execute()
    },
    /** It is nobody's for good. What is left of it has no token, and is there for those who run the team until its time is over. */
    async sendAway(session: string): Promise<void> {
      await db
        .updateTable('sessions')
        .set({ waits: false, token_hash: hashToken(drawToken()) })
        .where('id', '=', session)
        .where('waits', '=', true)
        .execute()
    },
  }
}

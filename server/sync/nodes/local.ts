// What this node does to its own sockets when something happened, here or on another node.

import type { CaseId, MemberId } from '#shared/ids.ts'
import { standingsIn } from '../../case/rights.ts'
import type { Context } from '../connection/context.ts'
import { revoke } from '../connection/revoke.ts'
import { type LiveSocket, rooms as names } from '../connection/socket.ts'
import { findHead } from '../storage/journal.ts'
import type { ClusterDeps } from './cluster.ts'

export type Local = Omit<ClusterDeps, 'bus' | 'presence' | 'nameOf' | 'hereChanged' | 'failed'> & {
  sessionsHere: () => string[]
  sessionsInRecords: () => Map<CaseId, string[]>
}

export function createLocal(context: Context): Local {
  const { io, rooms, audience } = context
  const sessionEnded = (session: string): void => io.in(names.ofSession(session)).disconnectSockets(true)
  const memberEnded = (member: MemberId): void => io.in(names.ofMember(member)).disconnectSockets(true)
  return {
    behind: async (caseId, seq, log) => rooms.held(caseId)?.behind(seq, log),
    rightsChanged: (caseId, members) => revoke(context, caseId, members),
    sessionEnded,
    memberEnded,
    memberChanged: (member, isAnew = false) => {
      context.deps.forgetName(member)
      io.to(names.ofMembers).emit('news', { kind: 'members' })
      io.to(names.ofMember(member)).emit('news', { kind: 'access' })
      if (isAnew) memberEnded(member)
    },
    sessionsHere: () => [...new Set(membersHere(context).map(({ data }) => data.actor.session))],
    sessionsInRecords: () =>
      new Map(
        context.presence
          .openCases()
          .map((caseId) => [caseId, socketsIn(context, caseId).map(({ data }) => data.actor.session)]),
      ),
    tellHere: (to, news) => {
      if (to) io.to(names.ofMember(to)).emit('news', news)
      else io.to(names.ofMembers).emit('news', news)
      if (news.kind === 'case') context.stirred(news.case)
    },
    tellReceiptsHere: (caseId, facts) => audience.facts(caseId, facts),
    membersHere: () => [...new Set(membersHere(context).map(memberOf))],
    lookAround: async () => {
      await Promise.all([
        endDeadSessions(context, sessionEnded),
        ...context.presence.openCases().map((caseId) => lookAt(context, caseId)),
      ])
    },
    closeAll: () => {
      for (const caseId of context.presence.openCases())
        for (const socket of socketsIn(context, caseId)) {
          audience.leave(caseId, socket)
          context.presence.leave(caseId, socket.id)
          socket.emit('record:closed', { case: caseId, why: 'missing-history' })
        }
    },
  }
}

/** All sockets but those of displays. */
const membersHere = ({ io }: Context): LiveSocket[] =>
  [...io.sockets.sockets.values()].filter(({ data }) => !data.display)

const memberOf = (socket: LiveSocket): MemberId => socket.data.actor.member

const socketsIn = ({ io }: Context, caseId: CaseId): LiveSocket[] =>
  [...(io.sockets.adapter.rooms.get(names.ofRecord(caseId)) ?? [])].flatMap(
    (id) => io.sockets.sockets.get(id) ?? [],
  )

async function endDeadSessions(context: Context, end: (session: string) => void): Promise<void> {
  const { deps } = context
  const sessions = [...new Set(membersHere(context).map(({ data }) => data.actor.session))]
  if (sessions.length === 0) return
  const alive = await deps.liveSessions(deps.db, sessions)
  for (const session of sessions) if (!alive.has(session)) end(session)
}

/** The record as the tables have it: rows that were missed, and who may not be in it any more. */
async function lookAt(context: Context, caseId: CaseId): Promise<void> {
  const { deps, rooms } = context
  const [head, standings] = await Promise.all([findHead(deps.db, caseId), standingsIn(deps.db, caseId)])
  const members = [...new Set(socketsIn(context, caseId).map(memberOf))]
  const out = members.filter((member) => !standings?.levels.has(member))
  if (out.length > 0) await revoke(context, caseId, out)
  if (head) rooms.held(caseId)?.behind(head.seq)
}

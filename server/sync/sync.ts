// The front door of live sync: puts rooms, presence and sockets together, and is what app.ts talks to.

import type { Server as HttpServer } from 'node:http'
import type { CaseId, MemberId, Seq } from '#shared/ids.ts'
import type { Ack, News, TaskFacts } from '#shared/protocol/events.ts'
import type { AskOf } from '#shared/protocol/parse.ts'
import { refuse } from '#shared/protocol/refusals.ts'
import { Audience } from './audience.ts'
import type { Context, SyncDeps } from './context.ts'
import { isReadableCursor } from './cursor.ts'
import { cut } from './cut.ts'
import { join } from './join.ts'
import { createLooks } from './looks.ts'
import type { OnBehalf } from './on-behalf.ts'
import { createPresence } from './presence.ts'
import { createRooms } from './rooms.ts'
import { createLiveServer, isIn, type LiveServer, type LiveSocket, rooms as names } from './socket.ts'

export type Sync = {
  io: LiveServer
  /** Changes a record on a member's behalf, by the same road as their own keystrokes. */
  edit: (caseId: CaseId, member: MemberId, edit: OnBehalf) => Promise<Ack<{ seq: Seq }>>
  /** To be called after a change of rights is committed: puts out of the record whoever may not be in it. */
  rightsChanged: (caseId: CaseId, members: readonly MemberId[]) => Promise<void>
  tellFacts: (caseId: CaseId, facts: TaskFacts[]) => void
  sessionEnded: (session: string) => void
  /** All devices of a member are cut. */
  memberEnded: (member: MemberId) => void
  tellMember: (member: MemberId, news: News) => void
  tellAll: (news: News) => void
  isHere: (member: MemberId) => boolean
  close: () => Promise<void>
}

export function createSync(http: HttpServer, deps: SyncDeps): Sync {
  const presence = createPresence((caseId, present) => audience.present(caseId, present))
  const rooms = createRooms(
    {
      ...deps,
      fanOut: (caseId, frame, except) => audience.update(caseId, frame, except),
      failed: deps.failed,
    },
    (caseId) => (io.sockets.adapter.rooms.get(names.ofRecord(caseId))?.size ?? 0) > 0,
  )
  const audience = new Audience({
    io: () => io,
    look: (caseId, work) => rooms.of(caseId).look(work),
    presentIn: presence.listOf,
    factsOf: deps.factsOf,
    failed: deps.failed,
  })
  const io = createLiveServer(http, {
    ...deps,
    handlers: {
      'record:join': (socket, ask) => join(context, socket, ask),
      'record:push': (socket, ask) => push(context, socket, ask),
      'record:presence': (socket, ask) => move(context, socket, ask),
      'record:leave': async (socket, ask) => leave(context, socket, ask.case),
      'task:delivered': async (socket, ask) =>
        (await deps.delivered(socket.data.caller.member, ask.case, ask.task))
          ? { ok: true }
          : refuse('not-available'),
    },
    connected: ({ data: { caller } }) => {
      if (devicesOf(caller.member) === 1) deps.hereChanged()
    },
    left: (socket, cases) => {
      for (const caseId of cases) presence.leave(caseId, socket.id)
      const { member } = socket.data.caller
      // The socket is still in its rooms while it is disconnecting.
      setImmediate(() => devicesOf(member) === 0 && deps.hereChanged())
    },
  })
  const devicesOf = (member: MemberId): number =>
    io.sockets.adapter.rooms.get(names.ofMember(member))?.size ?? 0
  const context: Context = {
    deps,
    io,
    rooms,
    presence,
    audience,
    looks: createLooks(deps),
    rightsVersion: new Map(),
  }

  return {
    io,
    edit: (caseId, member, edit) => rooms.of(caseId).edit(member, edit),
    rightsChanged: (caseId, members) => cut(context, caseId, members),
    tellFacts: (caseId, facts) => audience.facts(caseId, facts),
    sessionEnded: (session) => io.in(names.ofSession(session)).disconnectSockets(true),
    memberEnded: (member) => io.in(names.ofMember(member)).disconnectSockets(true),
    tellMember: (member, news) => {
      io.to(names.ofMember(member)).emit('news', news)
    },
    tellAll: (news) => {
      io.emit('news', news)
    },
    isHere: (member) => devicesOf(member) > 0,
    close: async () => {
      presence.close()
      audience.close()
      rooms.close()
      await io.close()
    },
  }
}

async function push(
  { rooms }: Context,
  socket: LiveSocket,
  { case: caseId, update }: AskOf<'record:push'>,
): Promise<Ack<{ seq: Seq }>> {
  // Nothing is written before the join has finished: that is also what tells the client apart from a stale one.
  if (!isIn(socket, caseId)) return refuse('missing-history')
  const { member, session } = socket.data.caller
  return await rooms.of(caseId).push({ member, session, socket: socket.id, update })
}

async function move(
  { presence }: Context,
  socket: LiveSocket,
  ask: AskOf<'record:presence'>,
): Promise<Ack<object>> {
  if (!isIn(socket, ask.case)) return refuse('missing-history')
  if (ask.cursor && !isReadableCursor(ask.cursor)) return refuse('malformed')
  presence.move(ask.case, socket.id, ask)
  return { ok: true }
}

function leave({ presence, audience }: Context, socket: LiveSocket, caseId: CaseId): Ack<object> {
  audience.leave(caseId, socket)
  presence.leave(caseId, socket.id)
  return { ok: true }
}

// The front door of live sync: puts rooms, presence and sockets together, and is what app.ts talks to.

import type { Server as HttpServer } from 'node:http'
import * as Y from 'yjs'
import { mayInCase } from '#shared/access/rules.ts'
import type { Level } from '#shared/http/cases.ts'
import type { CaseId, MemberId, Seq, TaskId } from '#shared/ids.ts'
import type { Ack, JoinAnswer, News, Present, TaskFacts } from '#shared/protocol/events.ts'
import type { AskOf } from '#shared/protocol/parse.ts'
import type { Refusal } from '#shared/protocol/refusals.ts'
import { levelsIn } from '../access/access.ts'
import { isReadableCursor } from './cursor.ts'
import { createPresence, type Presence } from './presence.ts'
import type { OnBehalf, RoomDeps } from './room.ts'
import { createRooms, type Rooms } from './rooms.ts'
import {
  type Caller,
  casesOf,
  createLiveServer,
  type LiveServer,
  type LiveSocket,
  rooms as names,
} from './socket.ts'

export type SyncDeps = Pick<RoomDeps, 'db' | 'sealOf' | 'liveSessions' | 'inSameTransaction'> & {
  clock: () => Date
  isOwnOrigin: (origin: string) => boolean
  findCaller: (cookie: string | undefined) => Promise<Caller | undefined>
  factsOf: (caseId: CaseId) => Promise<TaskFacts[]>
  /** A device of the member shows the task. @returns false when there is no such task of theirs */
  delivered: (member: MemberId, caseId: CaseId, task: TaskId) => Promise<boolean>
  /** A member's first device came, or their last one went. */
  hereChanged: () => void
  failed: (error: unknown) => void
}

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

type Context = {
  deps: SyncDeps
  io: LiveServer
  rooms: Rooms
  presence: Presence
  rightsVersion: Map<CaseId, number>
}

export function createSync(http: HttpServer, deps: SyncDeps): Sync {
  const presence = createPresence((caseId, present) =>
    io
      .to(names.ofRecord(caseId))
      .emit('record:presence', { case: caseId, present: present.map(exactCursor) }),
  )
  const rooms = createRooms(
    {
      ...deps,
      fanOut: (caseId, { update, seq }, except) => {
        const audience = io.to(names.ofRecord(caseId))
        const frame = { case: caseId, update: exact(update), seq }
        if (except) audience.except(except).emit('record:update', frame)
        else audience.emit('record:update', frame)
      },
      failed: deps.failed,
    },
    (caseId) => (io.sockets.adapter.rooms.get(names.ofRecord(caseId))?.size ?? 0) > 0,
  )
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
  const context: Context = { deps, io, rooms, presence, rightsVersion: new Map() }

  return {
    io,
    edit: (caseId, member, edit) => rooms.of(caseId).edit(member, edit),
    rightsChanged: (caseId, members) => cut(context, caseId, members),
    tellFacts: (caseId, facts) => {
      io.to(names.ofRecord(caseId)).emit('task:facts', { case: caseId, facts })
    },
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
      rooms.close()
      await io.close()
    },
  }
}

/**
 * Answers what the client lacks and puts the socket into the record, in one tick, after loading has finished.
 * A change of rights that happens meanwhile is noticed by its version, and the question asked again.
 */
async function join(
  context: Context,
  socket: LiveSocket,
  ask: AskOf<'record:join'>,
): Promise<Ack<JoinAnswer>> {
  const { deps, rooms, presence, rightsVersion } = context
  const { member, name } = socket.data.caller
  for (;;) {
    const version = rightsVersion.get(ask.case) ?? 0
    const level = await standingOf(context, socket, ask.case)
    if (level === 'none') return refuse('not-available')
    const facts = await deps.factsOf(ask.case)
    const answer = await rooms.of(ask.case).look(async (live) => {
      if (!live) return refuse('not-available')
      if (version !== (rightsVersion.get(ask.case) ?? 0) || !socket.connected) return undefined
      // From here to the end of this tick nothing is awaited: no frame can slip in between.
      const isSameEpoch = ask.epoch === undefined || ask.epoch === live.epoch
      const since = isSameEpoch ? readableVector(ask.stateVector) : undefined
      if (isSameEpoch && since === undefined && ask.stateVector.byteLength > 0) return refuse('malformed')
      void socket.join(names.ofRecord(ask.case))
      presence.enter(ask.case, {
        socket: socket.id,
        member,
        name,
        client: ask.client && live.claim(member, ask.client) ? ask.client : 0,
        place: ask.place ?? 'room',
      })
      return {
        ok: true as const,
        update: exact(Y.encodeStateAsUpdate(live.doc, since)),
        stateVector: exact(Y.encodeStateVector(live.doc)),
        seq: live.seq,
        epoch: live.epoch,
        mayWrite: level !== 'read',
        facts,
        present: presence.listOf(ask.case).map(exactCursor),
      }
    })
    if (answer) return answer
    if (!socket.connected) return refuse('not-signed-in')
  }
}

/** A state vector that can be read; the bytes come from outside. */
function readableVector(bytes: Uint8Array): Uint8Array | undefined {
  try {
    Y.decodeStateVector(bytes)
    return bytes
  } catch {
    return undefined
  }
}

/** The member's level now; none when the session has ended. */
async function standingOf({ deps }: Context, socket: LiveSocket, caseId: CaseId): Promise<Level | 'none'> {
  const { member, session } = socket.data.caller
  const alive = await deps.liveSessions(deps.db, [session])
  if (!alive.has(session)) {
    socket.disconnect(true)
    return 'none'
  }
  const standing = (await levelsIn(deps.db, [member], caseId)).get(member)
  return standing && mayInCase(standing, 'read') ? standing.level : 'none'
}

async function push(
  { rooms }: Context,
  socket: LiveSocket,
  { case: caseId, update }: AskOf<'record:push'>,
): Promise<Ack<{ seq: Seq }>> {
  // Nothing is written before the join has finished: that is also what tells the client apart from a stale one.
  if (!casesOf(socket).includes(caseId)) return refuse('missing-history')
  const { member, session } = socket.data.caller
  return await rooms.of(caseId).push({ member, session, socket: socket.id, update })
}

async function move(
  { presence }: Context,
  socket: LiveSocket,
  ask: AskOf<'record:presence'>,
): Promise<Ack<object>> {
  if (!casesOf(socket).includes(ask.case)) return refuse('missing-history')
  if (ask.cursor && !isReadableCursor(ask.cursor)) return refuse('malformed')
  presence.move(ask.case, socket.id, ask)
  return { ok: true }
}

function leave({ presence }: Context, socket: LiveSocket, caseId: CaseId): Ack<object> {
  void socket.leave(names.ofRecord(caseId))
  presence.leave(caseId, socket.id)
  return { ok: true }
}

/** Cuts the sockets of members whose rights in the case ended, and lets those whose rights changed join anew. */
async function cut(context: Context, caseId: CaseId, members: readonly MemberId[]): Promise<void> {
  const { io, deps, presence, rightsVersion } = context
  rightsVersion.set(caseId, (rightsVersion.get(caseId) ?? 0) + 1)
  if (members.length === 0) return
  // Fails closed: who cannot be judged now is put out all the same, and judged when they join again.
  const levels = await levelsIn(deps.db, members, caseId).catch((error) => {
    deps.failed(error)
    return undefined
  })
  for (const member of members)
    for (const id of io.sockets.adapter.rooms.get(names.ofMember(member)) ?? []) {
      const socket = io.sockets.sockets.get(id)
      if (!socket?.rooms.has(names.ofRecord(caseId))) continue
      void socket.leave(names.ofRecord(caseId))
      presence.leave(caseId, id)
      socket.emit('record:closed', {
        case: caseId,
        why: !levels || levels.has(member) ? 'missing-history' : 'not-available',
      })
    }
}

const refuse = (why: Refusal): { ok: false; why: Refusal } => ({ ok: false, why })

/**
 * A Buffer over exactly these bytes: the parser sends a view's whole underlying memory. Not bytes.slice(): of a
 * Buffer, as it came from a socket, that is a view again, and others would be sent what stood beside it.
 */
const exact = (bytes: Uint8Array): Buffer => Buffer.from(Uint8Array.from(bytes).buffer)

function exactCursor(present: Present): Present {
  if (!present.cursor) return present
  const { root, anchor, head } = present.cursor
  return {
    ...present,
    cursor: { root, anchor: exact(anchor as Uint8Array), head: exact(head as Uint8Array) },
  }
}

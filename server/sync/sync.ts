// The front door of live sync: puts rooms, presence and sockets together, and is what app.ts talks to.

import type { Server as HttpServer } from 'node:http'
import type { CaseId, MemberId, Seq } from '#shared/ids.ts'
import type { Ack, News, TaskFacts } from '#shared/protocol/events.ts'
import type { DisplayDoor } from '../platform/display-door.ts'
import { Audience } from './audience.ts'
import { Nodes } from './cluster.ts'
import type { Context, SyncDeps } from './context.ts'
import { putAllOut } from './cut.ts'
import { createHandlers } from './handlers.ts'
import { createLocal, type Local } from './local.ts'
import { createLooks } from './looks.ts'
import type { OnBehalf } from './on-behalf.ts'
import { createPresence } from './presence.ts'
import { createRooms } from './rooms.ts'
import { createLiveServer, type LiveServer, type LiveSocket, rooms as names } from './socket.ts'

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
  /** To everybody connected to this node. */
  tellAllHere: (news: News) => void
  isHere: (member: MemberId) => boolean
  displays: DisplayDoor
  close: () => Promise<void>
}

export function createSync(http: HttpServer, deps: SyncDeps): Sync {
  const presence = createPresence({
    send: (caseId, present) => audience.present(caseId, present),
    tellNodes: (caseId, changes) => cluster?.tellPresence(caseId, changes),
  })
  const rooms = createRooms(
    {
      ...deps,
      node: deps.bus?.node,
      fanOut: (caseId, frame, except) => audience.update(caseId, frame, except),
      failed: deps.failed,
      joinAnew: (caseId) => putAllOut(context, caseId),
    },
    (caseId) => isFilled(names.ofRecord(caseId)) || isFilled(names.ofDisplay(caseId)),
  )
  const audience = new Audience({
    io: () => io,
    look: (caseId, work) => rooms.of(caseId).look(work),
    presentIn: presence.listOf,
    stirred: deps.stirred,
    factsOf: deps.factsOf,
    failed: deps.failed,
  })
  const io = createLiveServer(http, {
    ...deps,
    handlers: createHandlers(() => context),
    displayCame: (caseId) => {
      cluster?.opened(caseId)
      deps.stirred(caseId)
    },
    connected: ({ data: { caller } }) => {
      if (devicesOf(caller.member) === 1) hereChanged()
    },
    left: (socket, cases) => {
      for (const caseId of cases) presence.leave(caseId, socket.id)
      const { member } = socket.data.caller
      // The socket is still in its rooms while it is disconnecting.
      setImmediate(() => devicesOf(member) === 0 && hereChanged())
    },
  })
  const isFilled = (room: string): boolean => (io.sockets.adapter.rooms.get(room)?.size ?? 0) > 0
  const devicesOf = (member: MemberId): number =>
    io.sockets.adapter.rooms.get(names.ofMember(member))?.size ?? 0
  const hereChanged = (): void => {
    deps.hereChanged()
    cluster?.hereChanged()
  }
  const context: Context = {
    deps,
    io,
    rooms,
    presence,
    audience,
    looks: createLooks(deps),
    rightsVersion: new Map(),
    stirred: deps.stirred,
    oldClients: new WeakSet(),
    opened: (caseId) => cluster?.opened(caseId),
  }
  const local = createLocal(context)
  const cluster = deps.bus && new Nodes({ ...local, bus: deps.bus, presence, ...deps })

  return createFrontDoor(context, local, cluster, devicesOf)
}

/** What the rest of the house may ask of live sync: here and, where there are any, on the other nodes. */
function createFrontDoor(
  { io, rooms, presence, audience }: Context,
  local: Local,
  cluster: Nodes | undefined,
  devicesOf: (member: MemberId) => number,
): Sync {
  return {
    io,
    edit: (caseId, member, edit) => rooms.of(caseId).edit(member, edit),
    rightsChanged: async (caseId, members) => {
      for (const member of members) presence.forgetMember(caseId, member)
      await local.rightsChanged(caseId, members)
    },
    tellFacts: (caseId, facts) => {
      audience.facts(caseId, facts)
      cluster?.tellFacts(caseId, facts)
    },
    sessionEnded: local.sessionEnded,
    memberEnded: local.memberEnded,
    tellMember: (member, news) => {
      local.tellHere(member, news)
      cluster?.tell(member, news)
    },
    tellAll: (news) => {
      local.tellHere(undefined, news)
      cluster?.tell(undefined, news)
    },
    tellAllHere: (news) => local.tellHere(undefined, news),
    displays: {
      isShown: (caseId) => (io.sockets.adapter.rooms.get(names.ofDisplay(caseId))?.size ?? 0) > 0,
      read: (caseId, read) => rooms.of(caseId).look((live) => live && read(live.doc)),
      presentIn: presence.listOf,
      show: (caseId, state) => io.to(names.ofDisplay(caseId)).emit('display:state', state),
      displaysOf: (caseId) =>
        socketsOf(io, names.ofDisplay(caseId)).flatMap(({ data }) => data.display?.id ?? []),
      end: (caseId, isOver, why) => {
        for (const socket of socketsOf(io, names.ofDisplay(caseId))) {
          if (!socket.data.display || !isOver(socket.data.display.id)) continue
          if (why) socket.emit('display:over', why)
          socket.disconnect(true)
        }
      },
    },
    isHere: (member) => devicesOf(member) > 0 || cluster?.isElsewhere(member) === true,
    close: async () => {
      cluster?.close()
      presence.close()
      audience.close()
      await io.close()
      await rooms.close()
    },
  }
}

const socketsOf = (io: LiveServer, room: string): LiveSocket[] =>
  [...(io.sockets.adapter.rooms.get(room) ?? [])].flatMap((id) => io.sockets.sockets.get(id) ?? [])

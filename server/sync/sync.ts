// The front door of live sync: puts rooms, presence and sockets together, and is what app.ts talks to.

import type { Server as HttpServer } from 'node:http'
import type { CaseId, MemberId, Seq } from '#shared/ids.ts'
import type { Ack, News, TaskReceipts } from '#shared/protocol/events.ts'
import type { Trx } from '../case/lock.ts'
import type { DisplayDoor } from '../platform/display-door.ts'
import { Audience } from './connection/audience.ts'
import { createBatchedQueries } from './connection/batched-queries.ts'
import type { Context, SyncDeps } from './connection/context.ts'
import { createHandlers } from './connection/handlers.ts'
import { createPresence } from './connection/presence.ts'
import { putAllOut } from './connection/revoke.ts'
import { createLiveServer, type LiveServer, type LiveSocket, rooms as names } from './connection/socket.ts'
import { Nodes } from './nodes/cluster.ts'
import { createLocal, type Local } from './nodes/local.ts'
import type { OnBehalf } from './record/on-behalf.ts'
import { createRooms } from './record/rooms.ts'
import { writeBeside } from './record/write-beside.ts'

export type Sync = {
  io: LiveServer
  /** Changes a record on a member's behalf, by the same write path as their own keystrokes. */
  edit: (caseId: CaseId, member: MemberId, edit: OnBehalf) => Promise<Ack<{ seq: Seq }>>
  /** Changes a record inside an act's own transaction (write-beside.ts). @returns what to do once it is committed */
  writeBeside: (trx: Trx, change: Parameters<typeof writeBeside>[2]) => Promise<() => void>
  /** To be called after a change of rights is committed: puts out of the record whoever may not be in it. */
  rightsChanged: (caseId: CaseId, members: readonly MemberId[]) => Promise<void>
  tellReceipts: (caseId: CaseId, facts: TaskReceipts[]) => void
  sessionEnded: (session: string) => void
  /** All devices of a member are disconnected. */
  memberEnded: (member: MemberId) => void
  /** All screens hear of it, the member's own ask anew. @param isAnew their connections begin anew, too */
  memberChanged: (member: MemberId, isAnew?: boolean) => void
  /** The sessions that are connected to this node. */
  sessionsHere: () => string[]
  /** The records that are open on this node, and the sessions that have each open. */
  sessionsInRecords: () => Map<CaseId, string[]>
  tellMember: (member: MemberId, news: News) => void
  tellAll: (news: News) => void
  /** To everybody connected to this node. */
  tellAllHere: (news: News) => void
  /** On this node only. */
  tellMemberHere: (member: MemberId, news: News) => void
  /** Who has a device in the record now. */
  presentIn: (caseId: CaseId) => ReadonlySet<MemberId>
  isHere: (member: MemberId) => boolean
  displays: DisplayDoor
  /** What is connected to this process, and what it holds. */
  load: () => { members: number; displays: number; records: number; bytes: number }
  close: () => Promise<void>
}

export function createSync(http: HttpServer, deps: SyncDeps): Sync {
  const presence = createPresence({
    send: (caseId, present) => audience.present(caseId, present),
    tellNodes: (caseId, changes) => cluster?.tellPresence(caseId, changes),
    peopleChanged: deps.peopleChanged,
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
    receiptsOf: deps.receiptsOf,
    failed: deps.failed,
  })
  const io = createLiveServer(http, {
    ...deps,
    handlers: createHandlers(() => context),
    answered: (event, said) => {
      if (event === 'record:push') deps.pushed?.(said.ok ? 'saved' : said.why)
    },
    displayCame: (caseId) => {
      cluster?.opened(caseId)
      deps.stirred(caseId)
    },
    connected: ({ data: { actor } }) => {
      if (devicesOf(actor.member) === 1) hereChanged()
    },
    left: (socket, cases) => {
      for (const caseId of cases) presence.leave(caseId, socket.id)
      const { member } = socket.data.actor
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
    queries: createBatchedQueries(deps),
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
  { io, rooms, presence, audience, deps }: Context,
  local: Local,
  cluster: Nodes | undefined,
  devicesOf: (member: MemberId) => number,
): Sync {
  return {
    io,
    edit: (caseId, member, edit) => rooms.of(caseId).edit(member, edit),
    writeBeside: async (trx, change) => {
      const written = await writeBeside({ ...deps, node: deps.bus?.node }, trx, change)
      return () => {
        if (!written) return
        rooms.held(change.caseId)?.behind(written.seq)
        written.afterCommit()
      }
    },
    rightsChanged: async (caseId, members) => {
      for (const member of members) presence.forgetMember(caseId, member)
      await local.rightsChanged(caseId, members)
    },
    tellReceipts: (caseId, facts) => {
      audience.facts(caseId, facts)
      cluster?.tellReceipts(caseId, facts)
    },
    sessionEnded: local.sessionEnded,
    memberEnded: local.memberEnded,
    // The database tells the other nodes.
    memberChanged: local.memberChanged,
    sessionsHere: local.sessionsHere,
    sessionsInRecords: local.sessionsInRecords,
    tellMember: (member, news) => {
      local.tellHere(member, news)
      cluster?.tell(member, news)
    },
    tellAll: (news) => {
      local.tellHere(undefined, news)
      cluster?.tell(undefined, news)
    },
    tellAllHere: (news) => local.tellHere(undefined, news),
    tellMemberHere: local.tellHere,
    presentIn: (caseId) => new Set(presence.listOf(caseId).map(({ member }) => member)),
    displays: {
      isShown: (caseId) => (io.sockets.adapter.rooms.get(names.ofDisplay(caseId))?.size ?? 0) > 0,
      read: (caseId, read) => rooms.of(caseId).look((live) => live && read(live.doc)),
      presentIn: presence.listOf,
      show: (caseId, state) => io.to(names.ofDisplay(caseId)).emit('display:state', state),
      displaysOf: (caseId) =>
        socketsOf(io, names.ofDisplay(caseId)).flatMap(({ data }) => data.display?.id ?? []),
      connectionsOf: (caseId) => socketsOf(io, names.ofDisplay(caseId)).map(({ id }) => id),
      end: (caseId, isOver, why) => {
        for (const socket of socketsOf(io, names.ofDisplay(caseId))) {
          if (!socket.data.display || !isOver(socket.data.display.id)) continue
          if (why) socket.emit('display:over', why)
          socket.disconnect(true)
        }
      },
    },
    load: () => {
      const members = io.sockets.adapter.rooms.get(names.ofMembers)?.size ?? 0
      return { members, displays: io.sockets.sockets.size - members, ...rooms.load() }
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

// What live sync is given by server/app.ts, and what its handlers share.

import type { CaseId, MemberId, TaskId } from '#shared/ids.ts'
import type { TaskFacts } from '#shared/protocol/events.ts'
import type { Bus } from '../platform/bus.ts'
import type { Audience } from './audience.ts'
import type { Looks } from './looks.ts'
import type { Presence } from './presence.ts'
import type { RoomDeps } from './room.ts'
import type { Rooms } from './rooms.ts'
import type { Rates } from './shares.ts'
import type { Caller, DisplayCaller, LiveServer, LiveSocket } from './socket.ts'

export type SyncDeps = Pick<RoomDeps, 'db' | 'sealOf' | 'liveSessions' | 'inSameTransaction'> & {
  clock: () => Date
  isOwnOrigin: (origin: string) => boolean
  findCaller: (cookie: string | undefined) => Promise<Caller | undefined>
  factsOf: (caseId: CaseId) => Promise<TaskFacts[]>
  /** A device of the member shows the task. @returns false when there is no such task of theirs */
  delivered: (member: MemberId, caseId: CaseId, task: TaskId) => Promise<boolean>
  /** A member's first device came, or their last one went. */
  hereChanged: () => void
  /** Where there may be other nodes. */
  bus?: Bus
  /** The record schema that writers must know; by default the present one. */
  recordSchema?: number
  nameOf: (member: MemberId) => Promise<string>
  findDisplay: (token: string) => Promise<DisplayCaller | undefined>
  /** Something that a display of this case shows may have changed; called with every frame. */
  stirred: (caseId: CaseId) => void
  /** How much a connection, a member and an address may ask. */
  rates: Rates
  failed: (error: unknown) => void
}

/** What the handlers of live sync share. */
export type Context = {
  deps: SyncDeps
  io: LiveServer
  rooms: Rooms
  presence: Presence
  audience: Audience
  looks: Looks
  /** Those whose client knows an older record schema: they read only. */
  oldClients: WeakSet<LiveSocket>
  /** Somebody entered this record here. */
  opened: (caseId: CaseId) => void
  /** Raised by every change of rights in the case: whoever looked before looks again. */
  rightsVersion: Map<CaseId, number>
  /** Something that a display of this case shows may have changed. */
  stirred: (caseId: CaseId) => void
}

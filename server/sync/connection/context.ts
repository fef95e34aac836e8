// What live sync is given by server/app.ts, and what its handlers share.

import type { CaseId, MemberId, TaskId } from '#shared/ids.ts'
import type { TaskReceipts } from '#shared/protocol/events.ts'
import type { Refusal } from '#shared/protocol/refusals.ts'
import type { Actor } from '../../platform/actor.ts'
import type { Bus } from '../../platform/bus.ts'
import type { Door } from '../../platform/door.ts'
import type { RoomDeps } from '../record/room.ts'
import type { Rooms } from '../record/rooms.ts'
import type { Audience } from './audience.ts'
import type { BatchedQueries } from './batched-queries.ts'
import type { Presence } from './presence.ts'
import type { Rates } from './rate-limiter.ts'
import type { DisplaySession, LiveServer, LiveSocket } from './socket.ts'

export type SyncDeps = Pick<
  RoomDeps,
  'db' | 'sealOf' | 'liveSessions' | 'inSameTransaction' | 'judgedAgain' | 'committed'
> & {
  clock: () => Date
  isOwnOrigin: (origin: string) => boolean
  findActor: (cookie: string | undefined) => Promise<Actor | undefined>
  /** When this session ends as it stands now; undefined: it has. */
  endOf: (session: string) => Promise<Date | undefined>
  /** Somebody is about to be shown the record: resolves once that is written down. */
  looked: (member: MemberId, caseId: CaseId) => Promise<void>
  receiptsOf: (caseId: CaseId) => Promise<TaskReceipts[]>
  /** A device of the member shows the task. @returns false when there is no such task of theirs */
  delivered: (member: MemberId, caseId: CaseId, task: TaskId) => Promise<boolean>
  /** A member's first device came, or their last one went. */
  hereChanged: () => void
  /** Somebody entered a record with their first device, or left it with their last one. */
  peopleChanged: (caseId: CaseId) => void
  /** Where there may be other nodes. */
  bus?: Bus
  /** The oldest record schema whose clients write; by default the one that shared/record/schema.ts names. */
  oldestWriting?: number
  nameOf: (member: MemberId) => Promise<string>
  /** A name that was asked for may be another now. */
  forgetName: (member: MemberId) => void
  findDisplay: (token: string) => Promise<DisplaySession | undefined>
  /** Something that a display of this case shows may have changed; called with every frame. */
  stirred: (caseId: CaseId) => void
  /** How much a connection and a member may ask. */
  rates: Rates
  door: Door
  /** A push was answered. */
  pushed?: (outcome: 'saved' | Refusal) => void
  failed: (error: unknown) => void
}

/** What the handlers of live sync share. */
export type Context = {
  deps: SyncDeps
  io: LiveServer
  rooms: Rooms
  presence: Presence
  audience: Audience
  queries: BatchedQueries
  /** Those whose client is older than what may write: they read only. */
  oldClients: WeakSet<LiveSocket>
  /** Somebody entered this record here. */
  opened: (caseId: CaseId) => void
  /** Raised by every change of rights in the case: whoever looked before looks again. */
  rightsVersion: Map<CaseId, number>
  /** Something that a display of this case shows may have changed. */
  stirred: (caseId: CaseId) => void
}

// What nodes say to each other, as it is checked on arrival. Ids, times and sealed rows only: names are looked up by
// whoever shows them.

import { z } from 'zod'
import { CaseId, MemberId, PageId, TaskId } from '#shared/ids.ts'

const cursor = z.object({
  root: z.enum(['whatHappened', 'whatWeDo']),
  /** Encoded relative positions, base64. */
  anchor: z.base64().max(400),
  head: z.base64().max(400),
})

/** One device in a record, as its own node knows it. */
export const RemotePresent = z.object({
  member: MemberId,
  client: z.int(),
  place: z.enum(['room', 'phone']).optional(),
  question: z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)]).optional(),
  cursor: cursor.optional(),
  isAdding: z.literal(true).optional(),
  isAway: z.literal(true).optional(),
})

const time = z.string().nullable()
const moved = z.object({ codeName: z.string(), stage: z.string(), member: MemberId })
const news = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('case'),
    case: CaseId,
    moved: moved.optional(),
    reminds: z.literal('word').optional(),
  }),
  z.object({
    kind: z.literal('task'),
    case: CaseId,
    task: TaskId,
    arrived: z.boolean().optional(),
    reminds: z.enum(['soon', 'due', 'late']).optional(),
  }),
  z.object({ kind: z.literal('access') }),
  z.object({ kind: z.literal('members') }),
  z.object({ kind: z.literal('phones') }),
  z.object({ kind: z.literal('arrivals') }),
  z.object({ kind: z.literal('procedure'), reminds: z.literal(true).optional() }),
  z.object({ kind: z.literal('page'), page: PageId }),
])

/** The rows up to `seq`, as they are in the log. */
const log = z.object({
  epoch: z.string(),
  rows: z.array(z.object({ member: MemberId, sealed: z.base64() })),
})

const node = z.string().max(64)
export const NodeMessage = z.discriminatedUnion('is', [
  z.object({ is: z.literal('rows'), case: CaseId, seq: z.int(), log: log.nullish(), node }),
  /** Of triggers: `by` is the connection that made the change. */
  z.object({ is: z.literal('access'), case: CaseId, member: MemberId, by: z.string().nullish() }),
  z.object({ is: z.literal('session-ended'), session: z.string(), by: z.string().nullish() }),
  z.object({ is: z.literal('member-ended'), member: MemberId, by: z.string().nullish() }),
  z.object({
    is: z.literal('member-changed'),
    member: MemberId,
    isAnew: z.boolean(),
    by: z.string().nullish(),
  }),
  z.object({ is: z.literal('news'), to: MemberId.optional(), news, node }),
  z.object({
    is: z.literal('facts'),
    case: CaseId,
    facts: z.array(z.object({ task: TaskId, deliveredAt: time, stateAt: time })),
    node,
  }),
  z.object({
    is: z.literal('present'),
    case: CaseId,
    socket: z.string(),
    present: RemotePresent.nullable(),
    node,
  }),
  /** Who is in this record with you? */
  z.object({ is: z.literal('who'), case: CaseId, node }),
  /** I am here, and so are these. */
  z.object({ is: z.literal('here'), members: z.array(MemberId), isNew: z.boolean(), node }),
  z.object({ is: z.literal('gone'), node }),
])
export type NodeMessage = z.infer<typeof NodeMessage>
export type NodeNews = z.infer<typeof news>

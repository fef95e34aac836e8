// What really arrived on the live connection. Binary comes as Buffer, Uint8Array or ArrayBuffer; a browser's
// Uint8Array through the msgpack parser would arrive as an object of numbers and is refused.

import { z } from 'zod'
import { CaseId, TaskId } from '../ids.ts'
import { limits } from '../limits.ts'
import { shortText } from '../text/clean.ts'

const bytes = (maxBytes: number) =>
  z
    .custom<Uint8Array | ArrayBuffer>((value) => value instanceof Uint8Array || value instanceof ArrayBuffer)
    .transform((value) => (value instanceof Uint8Array ? value : new Uint8Array(value)))
    .refine((value) => value.byteLength <= maxBytes)

/** 0 and numbers beyond 32 bits never come from Yjs. */
const clientId = z
  .int()
  .min(1)
  .max(2 ** 32 - 1)
const place = z.enum(['room', 'phone'])
const question = z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)])
const cursor = z.strictObject({
  root: z.enum(['whatHappened', 'whatWeDo']),
  anchor: bytes(256),
  head: bytes(256),
})

/** An update larger than the limit must be told apart from a malformed message, so it is not refused here. */
const anyBytes = bytes(Number.MAX_SAFE_INTEGER)

export const asks = {
  'record:join': z.object({
    case: CaseId,
    stateVector: bytes(limits.maxUpdateBytes),
    client: clientId.optional(),
    epoch: shortText(64).optional(),
    place: place.optional(),
    schema: z.int().min(1).max(1_000_000).optional(),
  }),
  'record:push': z.object({ case: CaseId, update: anyBytes }),
  'record:presence': z.object({
    case: CaseId,
    question: question.optional(),
    cursor: cursor.optional(),
    place: place.optional(),
    isAdding: z.literal(true).optional(),
    isAway: z.literal(true).optional(),
  }),
  'record:leave': z.object({ case: CaseId }),
  'task:delivered': z.object({ case: CaseId, task: TaskId }),
} as const

export type Asks = typeof asks
export type AskOf<E extends keyof Asks> = z.infer<Asks[E]>

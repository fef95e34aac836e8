// The question with which a record is joined, and what its answer makes of the record.

import type { CaseId } from '#shared/ids.ts'
import type { JoinAnswer, Place } from '#shared/protocol/events.ts'
import type { Refusal } from '#shared/protocol/refusals.ts'
import { recordSchema } from '#shared/record/schema.ts'
import type { RecordStatus } from './link.ts'

type Given = {
  caseId: CaseId
  client: number
  /** What this device has; undefined: nothing, all is asked for. */
  stateVector: ArrayBuffer | undefined
  epoch: string | undefined
  place: Place | undefined
}

export const joinAskOf = ({ caseId, client, stateVector, epoch, place }: Given) => ({
  case: caseId,
  stateVector: stateVector ?? new Uint8Array([0]).buffer,
  client,
  schema: recordSchema,
  ...(epoch !== undefined && { epoch }),
  ...(place && { place }),
})

export const openStatusOf = ({ mayWrite, isOld, damaged }: JoinAnswer): RecordStatus => ({
  is: 'open',
  mayWrite,
  ...(isOld && { whyNot: 'old-client' as const }),
  ...(damaged && { whyNot: 'damaged' as const }),
})

/** A clientID as Yjs draws them: 32 bits, and never 0. */
export const drawClient = (): number => crypto.getRandomValues(new Uint32Array(1))[0]! || 1

/** What was writable is only read from now on. */
export const readOnlyStatusOf = (why: Refusal): RecordStatus => ({
  is: 'open',
  mayWrite: false,
  ...(why === 'damaged' && { whyNot: 'damaged' as const }),
})

// What an open record does after a refusal: the protocol's remedy, seen with what this device still holds.

import { type Refusal, remedyOf } from '#shared/protocol/refusals.ts'

export type NextStep = 'sign-out' | 'close' | 'read-only' | 'join' | 'afresh' | 'stop'

type Situation = {
  /** What was refused. */
  of: 'join' | 'push'
  /** Unsaved edits: words on the screen are never exchanged for a fresh document while some are. */
  edits: number
  /** Joining anew has been tried and has not helped. */
  isHopeless: boolean
}

/** The next step after this refusal. */
export function nextStepAfter(why: Refusal, { of, edits, isHopeless }: Situation): NextStep {
  switch (remedyOf[why]) {
    case 'sign-in':
      return 'sign-out'
    case 'close':
      return 'close'
    case 'read-only':
      return 'read-only'
    case 'join-again':
    case 'pause':
      return isHopeless && of === 'push' ? 'stop' : 'join'
    case 'fresh-document':
      return of === 'join' && edits === 0 ? 'afresh' : 'stop'
    case 'reload':
      return of === 'join' ? 'close' : 'stop'
  }
}

// What an open record does after a refusal: the protocol's remedy, seen with what this device still holds.

import { type Refusal, remedyOf } from '#shared/protocol/refusals.ts'

export type NextStep = 'sign-out' | 'close' | 'read-only' | 'join' | 'afresh' | 'write-again' | 'stop'

type Situation = {
  /** What was refused. */
  of: 'join' | 'push'
  /** Unsaved edits: words on the screen are never exchanged for a fresh document while some are. */
  edits: number
  /** Joining anew has been tried and has not helped. */
  isHopeless: boolean
  /** What is unsaved has been written a second time already, and was refused again. */
  wasWrittenAgain: boolean
}

/** The next step after this refusal. */
export function nextStepAfter(why: Refusal, { of, edits, isHopeless, wasWrittenAgain }: Situation): NextStep {
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
      if (of === 'join') return edits === 0 ? 'afresh' : 'stop'
      return why === 'too-big' || wasWrittenAgain ? 'stop' : 'write-again'
    case 'reload':
      return of === 'join' ? 'close' : 'stop'
  }
}

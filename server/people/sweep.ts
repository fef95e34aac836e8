// What is done about people once a minute, whoever asks for what.

import { sweepAttempts } from './attempt-limiter.ts'
import { type EndsDeps, endDueAccounts } from './ends.ts'
import type { PeopleDeps } from './people-deps.ts'
import { carryThroughMeeting } from './session-length.ts'

type SweepDeps = EndsDeps & Pick<PeopleDeps, 'sessions' | 'sessionsHere' | 'sessionsMeeting'>

export async function sweepPeople(deps: SweepDeps): Promise<void> {
  const { db, clock, sessions, sessionsHere, sessionsMeeting } = deps
  const seenThenSwept = async () => {
    await sessions.writeSeen(sessionsHere())
    await carryThroughMeeting(db, await sessionsMeeting(), clock())
    await sessions.sweep()
  }
  await Promise.all([seenThenSwept(), sweepAttempts(db, clock()), endDueAccounts(deps)])
}

// What is done about people once a minute, whoever asks for what.

import { sweepAttempts } from './attempt-limiter.ts'
import { type EndsDeps, endDueAccounts } from './ends.ts'
import type { Sessions } from './sessions.ts'

type SweepDeps = EndsDeps & { sessions: Sessions; sessionsHere(): Iterable<string> }

export async function sweepPeople(deps: SweepDeps): Promise<void> {
  const { db, clock, sessions, sessionsHere } = deps
  const seenThenSwept = async () => {
    await sessions.writeSeen(sessionsHere())
    await sessions.sweep()
  }
  await Promise.all([seenThenSwept(), sweepAttempts(db, clock()), endDueAccounts(deps)])
}

// The server is killed in the middle of reminders of tasks: everybody is reminded once. A few rounds, another seed each run; twenty
// are in test/faults/reminders.faults.ts.

import { describe, it } from 'vitest'
import { kinds } from './helpers/database.ts'
import { remindThroughKills } from './helpers/killed-reminders.ts'
import { seedOfRun } from './helpers/seeded-work.ts'

/** The embedded database takes most of a round to begin anew. */
const roundsOn = { embedded: 1, postgres: 2 } as const
const seed = seedOfRun()

describe.each(kinds)('[RM1, JB2] on %s', (kind) => {
  const rounds = roundsOn[kind]
  it(`kills in the middle of reminders: ${rounds} (seed ${seed})`, { timeout: 600_000 }, () =>
    remindThroughKills(kind, rounds, seed),
  )
})

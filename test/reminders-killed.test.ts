// The server is killed in the middle of reminders of tasks: everybody is reminded once. A few rounds; twenty are in
// test/faults/reminders.faults.ts.

import { describe, it } from 'vitest'
import { kinds } from './helpers/database.ts'
import { remindThroughKills } from './helpers/killed-reminders.ts'
import { seedOfRun } from './helpers/seeded-work.ts'

const rounds = 3
const seed = seedOfRun()

describe.each(kinds)('[RM1, JB2] on %s', (kind) => {
  it(`${rounds} kills in the middle of reminders (seed ${seed})`, { timeout: 240_000 }, () =>
    remindThroughKills(kind, rounds, seed),
  )
})

// The server is killed in the middle of reminders, twenty times on either database: `SEED=7 npm run test:faults -- reminders`.

import { describe, it } from 'vitest'
import { kinds } from '../helpers/database.ts'
import { remindThroughKills } from '../helpers/killed-reminders.ts'
import { seedOfRun } from '../helpers/seeded-work.ts'

const rounds = Number(process.env.ROUNDS ?? 20)
const seed = seedOfRun()

describe.each(kinds)('[RM1, JB2] on %s', (kind) => {
  it(`${rounds} kills in the middle of reminders (seed ${seed})`, { timeout: 900_000 }, () =>
    remindThroughKills(kind, rounds, seed),
  )
})

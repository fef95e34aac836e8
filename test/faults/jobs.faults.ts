// The server is killed in the middle of jobs of every kind, twenty times on either database: `SEED=7 npm run test:faults -- jobs`.

import { describe, it } from 'vitest'
import { kinds } from '../helpers/database.ts'
import { surviveKills } from '../helpers/killed-jobs.ts'
import { seedOfRun } from '../helpers/seeded-work.ts'

const rounds = Number(process.env.ROUNDS ?? 20)
const seed = seedOfRun()

describe.each(kinds)('[JB2, TT1, PG1] on %s', (kind) => {
  it(`${rounds} kills in the middle of jobs (seed ${seed})`, { timeout: 900_000 }, () =>
    surviveKills(kind, rounds, seed),
  )
})

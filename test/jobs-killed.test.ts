// The server is killed in the middle of jobs of every kind: what was to be done is done once, never twice and never never. A few
// rounds; twenty are in test/faults/jobs.faults.ts.

import { describe, it } from 'vitest'
import { kinds } from './helpers/database.ts'
import { surviveKills } from './helpers/killed-jobs.ts'
import { seedOfRun } from './helpers/seeded-work.ts'

const rounds = 3
const seed = seedOfRun()

describe.each(kinds)('[JB2, TT1, PG1] on %s', (kind) => {
  it(`${rounds} kills in the middle of jobs (seed ${seed})`, { timeout: 600_000 }, () =>
    surviveKills(kind, rounds, seed),
  )
})

// The play of test/differential.test.ts for a million pushes, in pieces with seeds of their own: `SEED=7` repeats all of it,
// and a piece that fails names its seed. `PUSHES=50000` is a short one.

import { expect, it } from 'vitest'
import { play } from '../differential/play.ts'
import { shrunk } from '../differential/shrink.ts'
import { seedOfRun } from '../helpers/seeded-work.ts'

const first = seedOfRun()
const wanted = Number(process.env.PUSHES ?? 1_000_000)
const aPiece = Math.min(wanted, 20_000)

const sum = { pushes: 0, hostileTaken: 0, hostileRefused: 0, honestRefused: 0 }

it.each(Array.from({ length: Math.ceil(wanted / aPiece) }, (_, at) => first + at))(
  `[SY17, SY18] all copies are the same after each of ${aPiece} pushes (seed %i)`,
  { timeout: 1_800_000 },
  (seed) => {
    const { found, ...tally } = play(seed, aPiece)
    if (found)
      throw new Error(`seed ${seed}: ${found.why}\nThe smallest that does it:\n${shrunk(found.groups)}`)
    for (const [key, count] of Object.entries(tally)) sum[key as keyof typeof sum] += count
    console.info(`seed ${seed}; so far ${JSON.stringify(sum)}`)
    expect(tally.honestRefused).toBe(0)
  },
)

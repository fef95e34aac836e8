// Two hundred rounds of everything that can end for somebody while a push of theirs is under way, at every step of its
// path, by seed: `SEED=7 ROUNDS=20 npm run test:faults -- sessions`.

import { afterAll, beforeAll, describe, it } from 'vitest'
import { kinds } from '../helpers/database.ts'
import { type House, openHouse } from '../helpers/house.ts'
import { createRandom, seedOfRun } from '../helpers/seeded-work.ts'
import { events, steps, WritePath } from '../helpers/write-path.ts'
import { roundOf } from '../helpers/write-path-round.ts'

const seed = seedOfRun()
const rounds = Number(process.env.ROUNDS ?? 200)
/** A record with few rows is read quickly. */
const roundsACase = 20

describe.each(kinds)('[WM18, SY21] on %s', (kind) => {
  let house: House
  let path: WritePath
  beforeAll(async () => {
    house = await openHouse(kind)
    path = await WritePath.open(house)
  })
  afterAll(async () => {
    await path?.close()
    await house.close()
  })

  it.each(events)('%s', { timeout: 1_200_000 }, async (what) => {
    const random = createRandom(seed)
    const isSo = () => random.below(2) === 0
    for (let round = 0; round < rounds; round++) {
      if (round % roundsACase === 0) await path.anotherCase()
      const step = steps[round % steps.length]!
      try {
        await roundOf(path, what, step, { isWarm: isSo(), isOneGroup: isSo() })
      } catch (error) {
        throw new Error(`seed ${seed}, round ${round}, ${step}`, { cause: error })
      }
    }
    console.info(`${kind}, ${what}: ${rounds} rounds, seed ${seed}`)
  })
})

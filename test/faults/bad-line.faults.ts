// A phone at the edge of the Wi-Fi: cut off for half a minute, and then a line of 800 ms on which every twentieth piece is
// late by another round, as TCP makes of a lost packet.

import { type AddressInfo, createServer, connect as dial } from 'node:net'
import { afterEach, expect, it } from 'vitest'
import { openCable } from '../helpers/cable.ts'
import { openHouse } from '../helpers/house.ts'
import { until } from '../helpers/people.ts'
import { createRandom, seedOfRun } from '../helpers/seeded-work.ts'
import { isSaved, openRecord, typeWord, wordsOf } from '../helpers/writer.ts'

const delayMs = 400
const ends: (() => unknown)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

/** Each way late by 400 ms, and by another 800 where the seed says that a packet was lost. Order is kept. */
async function openSlowLine(origin: string, seed: number): Promise<string> {
  const random = createRandom(seed)
  const server = createServer((near) => {
    const far = dial(Number(new URL(origin).port), '127.0.0.1')
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      let free = 0
      from.on('data', (bytes) => {
        const late = delayMs + (random.below(20) === 0 ? 2 * delayMs : 0)
        free = Math.max(performance.now() + late, free)
        setTimeout(() => to.writable && to.write(bytes), free - performance.now())
      })
      from.on('close', () => to.destroy())
      from.on('error', () => to.destroy())
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  ends.push(() => new Promise((resolve) => server.close(resolve)))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

it('[SY2, SY10] cut off for 30 s on a line of 800 ms with 5 % loss: told within 10 s, merged soon after, nothing lost', async () => {
  const seed = seedOfRun()
  const house = await openHouse('postgres')
  ends.push(house.close)
  const people = await house.people({ nkechi: 'chair', hana: 'staff' })
  const { id } = await house.report(people.hana)
  const cable = await openCable(await openSlowLine(house.origin, seed))
  ends.push(cable.close)
  const away = await openRecord(people.hana, cable.url, id, ends)
  const here = await openRecord(people.nkechi, house.origin, id, ends)
  const typed = [typeWord(here)]
  await until(() => wordsOf(away).length === 1, 15_000)
  // No word from the line at all: nothing closes, and it must be noticed.
  cable.mute()
  const mutedAt = performance.now()
  for (let n = 0; n < 20; n++) typed.push(typeWord(away))
  await until(() => away.saveState().kind === 'offline', 12_000)
  console.info(`told after ${Math.round(performance.now() - mutedAt)} ms (seed ${seed})`)
  cable.cut()
  await new Promise((resolve) => setTimeout(resolve, 30_000))
  typed.push(typeWord(away), typeWord(here))
  cable.mend()
  const backAt = performance.now()
  await until(() => isSaved(away) && isSaved(here), 30_000)
  console.info(`merged ${Math.round(performance.now() - backAt)} ms after the line was back`)
  for (const record of [away, here])
    await until(() => wordsOf(record).join() === typed.toSorted().join(), 15_000)
  for (const { doc } of [away, here]) expect(doc.store.pendingStructs).toBeNull()
})

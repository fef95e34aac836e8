// The Wi-Fi of a whole venue goes and comes back: three hundred devices of one record at once.

import { afterEach, it } from 'vitest'
import type { RecordConnection } from '../../client/sync/record-connection.ts'
import { openCable } from '../helpers/cable.ts'
import { openHouse } from '../helpers/house.ts'
import { until } from '../helpers/people.ts'
import { isSaved, openRecord, typeWord, wordsOf } from '../helpers/writer.ts'

const ends: (() => unknown)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

it('[SY8] 300 are cut at once: all are back, and hear what is written then', async () => {
  const house = await openHouse('postgres')
  ends.push(house.close)
  const people = await house.people({ nkechi: 'chair', hana: 'staff' })
  const { id } = await house.report(people.hana)
  const cable = await openCable(house.origin)
  ends.push(cable.close)
  const records: RecordConnection[] = []
  const some = () =>
    Array.from({ length: 30 }, (_, at) =>
      openRecord(at % 2 ? people.hana : people.nkechi, cable.url, id, ends),
    )
  while (records.length < 300) records.push(...(await Promise.all(some())))
  cable.cut()
  await until(() => records.every((record) => record.saveState().kind === 'offline'), 10_000)
  cable.mend()
  const backAt = performance.now()
  const isBack = (record: RecordConnection) => record.status().is === 'open' && isSaved(record)
  await until(() => records.every(isBack), 60_000)
  console.info(`300 were back after ${Math.round(performance.now() - backAt)} ms`)
  const word = typeWord(records[0]!)
  await until(() => records.every((record) => wordsOf(record).includes(word)), 20_000)
})

// What is out of the ordinary about a record is said on its page, calmly, and nobody can write where nobody may.

import { mkdirSync } from 'node:fs'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { until } from '../helpers/people.ts'
import { openStage, pathOf, type Seat, type Stage, sees, wordsIn } from './stage.ts'

let stage: Stage
let seats: Seat[]
let path: string
let people: Awaited<ReturnType<typeof enter>>

const enter = () => stage.house.people({ nkechi: 'chair', maria: 'staff' })
const words = ({ page }: Seat) => page.getByRole('textbox', { name: 'What happened?' })
const shot = async ({ page }: Seat, name: string) => {
  if (process.env.SHOTS === undefined) return
  mkdirSync(process.env.SHOTS, { recursive: true })
  await page.screenshot({ path: `${process.env.SHOTS}/${name}.png` })
}

beforeAll(async () => {
  stage = await openStage()
  people = await enter()
  const { codeName } = await stage.house.report(people.maria)
  path = pathOf(codeName)
  seats = [await stage.seat('desktop', people.nkechi), await stage.seat('phone', people.maria)]
})
afterAll(() => stage.close())

it('[SY11] a damaged record says so, shows what was whole, and takes nothing', async () => {
  const [desk, phone] = seats as [Seat, Seat]
  await desk.go(path)
  await words(desk).click()
  await words(desk).pressSequentially('He waited by the stairs.')
  await sees(desk.page.getByText('Saved', { exact: true }))
  await desk.go('/board')
  const row = await stage.house.db
    .selectFrom('record_log')
    .selectAll()
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow()
  const bytes = Buffer.from(row.sealed)
  bytes[bytes.length - 1]! ^= 1
  await stage.house.db.updateTable('record_log').set({ sealed: bytes }).where('seq', '=', row.seq).execute()
  await stage.house.restart()
  for (const seat of [desk, phone]) {
    await seat.go(path)
    await sees(seat.page.getByText('Part of this record cannot be read.'))
    await until(async () => (await words(seat).getAttribute('aria-readonly')) === 'true')
    await words(seat).click()
    await seat.page.keyboard.type('not taken')
    expect(await wordsIn(words(seat))).not.toContain('not taken')
    await shot(seat, `damaged-${seat === desk ? 'desktop' : 'phone'}`)
  }
  await stage.house.db
    .updateTable('record_log')
    .set({ sealed: row.sealed })
    .where('seq', '=', row.seq)
    .execute()
})

// Photos and files of a case in a browser: added, cut, gone on with after a reload, there once, saved without what was hidden.

import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { CaseId } from '../../shared/ids.ts'
import { answerChecks, type Person, until } from '../helpers/people.ts'
import { gpsJpeg } from '../helpers/strange-files.ts'
import { findViolations } from './axe.ts'
import { amountsOn, plugIn, unplug } from './kept.ts'
import { shot } from './shot.ts'
import { gone, openStage, pathOf, type Seat, type Stage, sees } from './stage.ts'

let stage: Stage
let people: Record<'nkechi' | 'hana', Person>
let opened: { id: CaseId; codeName: string }

beforeAll(async () => {
  stage = await openStage()
  people = await stage.house.people({ nkechi: 'chair', hana: 'staff' })
  opened = await stage.house.report(people.nkechi, { whatHappened: 'He followed her to the lobby.' })
  await people.nkechi.ask('PUT', `/api/cases/${opened.id}/access/${people.hana.id}`, { level: 'write' })
  await answerChecks(people.nkechi, people.hana)
})
afterAll(() => stage.close())

const panel = ({ page }: Seat) => page.getByRole('region', { name: 'Photos and files' })
const kept = (seat: Seat) => panel(seat).getByRole('list', { name: 'Photos and files of this case' })
const underWay = (seat: Seat) => panel(seat).getByRole('list', { name: 'On their way' })
const choose = (seat: Seat, files: { name: string; mimeType: string; buffer: Buffer }[]) =>
  panel(seat).getByLabel('Photos or files to add').setInputFiles(files)

it('[FL2, FL9] a photo is seen small, and saved without place, camera and hidden pictures', async () => {
  const seat = await stage.seat('desktop', people.nkechi)
  await seat.go(`${pathOf(opened.codeName)}/report`)
  await sees(panel(seat).getByText('There are none yet.'))
  const secret = Buffer.from('SECRET-THUMBNAIL')
  const photo = { name: 'lobby.jpg', mimeType: 'image/jpeg', buffer: await gpsJpeg(secret) }
  await choose(seat, [photo, { name: 'large.mov', mimeType: 'video/mp4', buffer: Buffer.alloc(26_214_401) }])
  await sees(panel(seat).getByText('large.mov: Larger than 25 MB. It was not added.'))
  await sees(kept(seat).getByText('lobby.jpg'))
  const small = kept(seat).locator('img')
  await until(() => small.evaluate((img: HTMLImageElement) => img.complete && img.naturalWidth > 0))
  const [download] = await Promise.all([
    seat.page.waitForEvent('download'),
    kept(seat).getByRole('link', { name: 'Save lobby.jpg' }).click(),
  ])
  expect(download.suggestedFilename()).toBe('lobby.jpg')
  const bytes = await readFile(await download.path())
  expect([(await sharp(bytes).metadata()).exif, bytes.includes('SECRET')]).toEqual([undefined, false])
  await shot(seat, 'files-kept')
  for (const colorScheme of ['light', 'dark'] as const) {
    await seat.page.emulateMedia({ colorScheme })
    expect(await findViolations(seat)).toEqual([])
  }
  await seat.page.emulateMedia({ colorScheme: 'light', forcedColors: 'active' })
  expect(await findViolations(seat)).toEqual([])
  await seat.context.close()
})

it('[FL9] a file goes on after a cut and a reload, comes once, and leaves the device then', async () => {
  const seat = await stage.seat('phone', people.hana, true)
  await seat.go(`${pathOf(opened.codeName)}/report`)
  await sees(panel(seat).getByRole('button', { name: 'Add photos or files' }))
  await seat.page.evaluate(async () => void (await navigator.serviceWorker.ready))
  await until(async () => (await amountsOn(seat.page)).keys! > 1)
  const before = (await amountsOn(seat.page)).rows
  const parts = (path: string) =>
    seat.page.on('request', (request) => request.url().includes(path) && sent.push(request.url()))
  const sent: string[] = []
  parts('/parts?')
  const bytes = randomBytes(6 * 1024 * 1024)
  // Some parts come, then nothing any more.
  const begun = seat.page.waitForResponse((answer) => answer.url().includes('at=524288'))
  await choose(seat, [{ name: 'corridor.mp4', mimeType: 'video/mp4', buffer: bytes }])
  await begun
  await unplug(seat)
  await sees(underWay(seat).getByText(/^Waits for the network\. It is kept on this device/))
  await shot(seat, 'files-waiting')
  expect(await findViolations(seat)).toEqual([])
  const { got } = await stage.house.db
    .selectFrom('files')
    .select('got')
    .where('kept_at', 'is', null)
    .executeTakeFirstOrThrow()
  expect(got).toBeGreaterThan(500_000)
  expect(got).toBeLessThan(bytes.length)
  await plugIn(seat)
  await seat.page.reload()
  await sees(kept(seat).getByText('corridor.mp4'))
  await gone(underWay(seat))
  // What had come was not sent again, but for the one part by which it is asked how much there is.
  const again = sent.map((url) => Number(new URL(url).searchParams.get('at')))
  expect(
    again.filter((at) => at > 0 && at < got - 524_288 && again.indexOf(at) !== again.lastIndexOf(at)),
  ).toEqual([])
  const { body } = await people.hana.ask('GET', `/api/cases/${opened.id}/files`)
  const files = (body as { files: { id: string; name: string }[] }).files
  expect(files.filter(({ name }) => name === 'corridor.mp4')).toHaveLength(1)
  await until(async () => (await amountsOn(seat.page)).rows === before)
  const headers = { cookie: people.hana.cookie }
  const id = files.find(({ name }) => name === 'corridor.mp4')!.id
  const answer = await fetch(`${stage.house.origin}/api/files/${id}`, { headers })
  expect(answer.headers.get('content-disposition')).toMatch(/^attachment/)
  expect(Buffer.from(await answer.arrayBuffer()).equals(bytes)).toBe(true)
  await shot(seat, 'files-phone')
  expect(await findViolations(seat)).toEqual([])
  await seat.context.close()
})

it('[FL3, FL6] a picture that cannot be cleaned asks first; whoever is locked out sees nothing', async () => {
  const hana = await stage.seat('desktop', people.hana)
  await hana.go(`${pathOf(opened.codeName)}/report`)
  await sees(kept(hana).getByText('lobby.jpg'))
  const broken = (await gpsJpeg(Buffer.from('x'))).subarray(0, 600)
  await choose(hana, [{ name: 'cut.jpg', mimeType: 'image/jpeg', buffer: Buffer.from(broken) }])
  await sees(underWay(hana).getByText(/cannot be removed here\. Nothing was kept\./))
  await shot(hana, 'files-stopped')
  expect(await findViolations(hana)).toEqual([])
  await underWay(hana).getByRole('button', { name: 'Keep it as it is' }).click()
  await sees(kept(hana).getByText('cut.jpg'))
  await people.nkechi.ask('DELETE', `/api/cases/${opened.id}/access/${people.hana.id}`)
  await sees(hana.page.getByRole('heading', { level: 1, name: 'You are no longer on this case' }))
  await gone(panel(hana))
  await hana.context.close()
})

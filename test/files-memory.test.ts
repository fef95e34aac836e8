// How much memory the server takes for files: measured in a process of its own, because here the files lie in memory as well.

import { randomBytes, randomUUID } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { CaseId } from '../shared/ids.ts'
import { limits } from '../shared/limits.ts'
import { createPostgresDatabase } from './helpers/database.ts'
import { enterServer, type Person, report } from './helpers/people.ts'
import { type ServerProcess, startServer } from './helpers/server-process.ts'

const part = limits.filePartBytes
const atOnce = 6
let server: ServerProcess
let drop: () => Promise<void>
let people: Record<'nkechi' | 'hana' | 'maria', Person>
let id: CaseId

beforeAll(async () => {
  const database = await createPostgresDatabase()
  drop = database.drop
  server = await startServer({ DATABASE_URL: database.url })
  people = await enterServer(server, new Set(), { nkechi: 'chair', hana: 'staff', maria: 'staff' })
  id = (await report(people.hana)).id
  // What is loaded once, is loaded.
  await sendWhole(people.hana, await noise(1_000))
})
afterAll(async () => {
  await server.close()
  await drop()
})

/** A picture that packs badly, as large as its points. */
const noise = (side: number): Promise<Buffer> =>
  sharp(randomBytes(side * side * 3), { raw: { width: side, height: side, channels: 3 } })
    .jpeg({ quality: 95 })
    .toBuffer()

async function sendWhole(by: Person, bytes: Buffer, on = id): Promise<string> {
  const file = randomUUID()
  for (let at = 0; at < bytes.length; at += part) {
    const path = `/api/files/${file}/parts?case=${on}&at=${at}&of=${bytes.length}`
    const body = Buffer.from(bytes.subarray(at, at + part))
    const answer = await fetch(server.origin + path, { method: 'PUT', headers: { cookie: by.cookie }, body })
    expect(answer.status).toBe(200)
    await answer.body?.cancel()
  }
  return file
}

const megabytes = (field: 'VmRSS' | 'VmHWM'): number =>
  Number(new RegExp(`${field}:\\s+(\\d+)`).exec(readFileSync(`/proc/${server.pid}/status`, 'utf8'))![1]) /
  1024

/** What the server takes at most while this is done, beyond what it took before, in MB. */
async function growthOf(work: () => Promise<unknown>): Promise<number> {
  // The highest mark begins anew.
  writeFileSync(`/proc/${server.pid}/clear_refs`, '5')
  const before = megabytes('VmRSS')
  await work()
  return megabytes('VmHWM') - before
}

it('[FL8] many large files that come and go at once take no more memory than parts of them', {
  timeout: 180_000,
}, async () => {
  const bytes = randomBytes(limits.maxFileBytes)
  const send = () => sendWhole(people.hana, bytes)
  const keep = (file: string) => people.hana.ask('POST', `/api/files/${file}`, { name: 'film.mp4' })
  const read = async (file: string) => {
    const headers = { cookie: people.hana.cookie }
    const answer = await fetch(`${server.origin}/api/files/${file}`, { headers })
    let length = 0
    for await (const some of answer.body!) length += some.length
    expect(length).toBe(bytes.length)
  }
  const files: string[] = []
  // One after the other first: what is cleared away only now and then has its room.
  const alone = await growthOf(async () => {
    for (let at = 0; at < 2; at++) files.push(await send())
  })
  const coming = await growthOf(async () => {
    files.push(...(await Promise.all(Array.from({ length: atOnce }, send))))
  })
  for (const { status } of await Promise.all(files.map(keep))) expect(status).toBe(201)
  const going = await growthOf(() => Promise.all(files.slice(2).map(read)))
  console.info(`two in turn ${sayMb(alone)}, ${atOnce} coming ${sayMb(coming)}, going ${sayMb(going)}`)
  const whole = (atOnce * limits.maxFileBytes) / 1024 / 1024
  for (const growth of [coming, going]) expect(growth).toBeLessThan((whole * 2) / 3)
})

it('[FL8] large pictures kept at once take hardly more memory than one', { timeout: 180_000 }, async () => {
  // Lies on its side: to turn it, all of it must lie in memory.
  const picture = await sharp({ create: { width: 7_900, height: 7_900, channels: 3, background: '#345' } })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer()
  const files: string[] = []
  // Of different cases: within one, they would wait for each other anyway.
  for (let at = 0; at < 4; at++)
    files.push(await sendWhole(people.maria, picture, (await report(people.maria)).id))
  const together = await growthOf(() =>
    Promise.all(
      files.map(async (file) => {
        const { status } = await people.maria.ask('POST', `/api/files/${file}`, { name: 'photo.jpg' })
        expect(status).toBe(201)
      }),
    ),
  )
  console.info(`${files.length} pictures of 62 million points at once: ${sayMb(together)}`)
  // Turning one takes its 180 MB several times over: 850 MB measured. All four at once took 1,900 MB.
  expect(together).toBeLessThan(1_300)
})

const sayMb = (megabytes: number) => `${megabytes.toFixed(0)} MB`

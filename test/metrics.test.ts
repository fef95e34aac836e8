// /metrics: what it tells, to whom, and what it never tells.

import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { request } from 'node:http'
import { Kysely } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { enqueue } from '../server/jobs/rows.ts'
import { createFigures } from '../server/metrics/figures.ts'
import { createLooks } from '../server/metrics/looks.ts'
import { createReaderCheck } from '../server/metrics/reader.ts'
import { tellTask } from '../server/notify/jobs.ts'
import type { CaseId, TaskId } from '../shared/ids.ts'
import { setActing } from '../shared/record/edit.ts'
import { type House, openHouse } from './helpers/house.ts'
import { joinRecord, type Person, until } from './helpers/people.ts'

const token = 'a-token-of-more-than-16'
let house: House
let people: Record<'nkechi' | 'hana', Person>

beforeAll(async () => {
  house = await openHouse('postgres', { config: { metricsToken: token } })
  people = await house.people({ nkechi: 'chair', hana: 'staff' })
})
afterAll(() => house.close())

type Answer = { status: number | undefined; headers: Record<string, unknown>; text: string }
/** With exactly these headers: fetch would add and change some. */
const askFor = (path: string, headers: Record<string, string> = {}, origin = house.origin, method = 'GET') =>
  new Promise<Answer>((resolve, reject) => {
    const asked = request(`${origin}${path}`, { method, headers }, (answer) => {
      let text = ''
      answer.setEncoding('utf8')
      answer.on('data', (piece: string) => {
        text += piece
      })
      answer.once('end', () => resolve({ status: answer.statusCode, headers: answer.headers, text }))
    })
    asked.once('error', reject)
    asked.end()
  })

const read = async (origin = house.origin): Promise<string> => {
  const { status, text } = await askFor('/metrics', {}, origin)
  expect(status).toBe(200)
  return text
}
/** The figure of this name and these labels, as Prometheus reads it. */
const figure = (text: string, name: string): number | undefined => {
  const line = text.split('\n').find((one) => one.startsWith(`${name} `))
  return line === undefined ? undefined : Number(line.slice(name.length + 1))
}
const seriesOf = (text: string): string[] =>
  text.split('\n').flatMap((line) => (line && !line.startsWith('#') ? line.replace(/ \S+$/, '') : []))

describe('[OP2] what it tells', () => {
  it('pushes, commits, connections, records and answers are counted as they were', async () => {
    const { id } = await house.report(people.hana)
    const before = await read()
    const copy = await joinRecord(people.hana, id)
    expect(await copy.push((doc) => setActing(doc, 'yes'))).toMatchObject({ ok: true })
    expect(await copy.pushBytes(new Uint8Array([9, 9, 9]))).toMatchObject({ ok: false, why: 'malformed' })
    const after = await read()
    const grown = (name: string) => figure(after, name)! - figure(before, name)!
    expect(grown('greenroom_pushes_total{outcome="saved"}')).toBe(1)
    expect(grown('greenroom_pushes_total{outcome="malformed"}')).toBe(1)
    expect(grown('greenroom_commit_rows_count')).toBe(1)
    expect(grown('greenroom_commit_rows_sum')).toBe(1)
    expect(figure(after, 'greenroom_records_open')).toBe(1)
    expect(figure(after, 'greenroom_record_bytes')).toBeGreaterThan(0)
    expect(figure(after, 'greenroom_live_connections{who="member"}')).toBe(1)
    expect(figure(after, 'greenroom_live_connections{who="display"}')).toBe(0)
    expect(figure(after, 'greenroom_database_up')).toBe(1)
    expect(
      figure(after, 'greenroom_http_request_seconds_count{method="POST",route="/api/reports",status="201"}'),
    ).toBe(1)
    expect(figure(after, 'process_resident_memory_bytes')).toBeGreaterThan(10_000_000)
    const { version } = JSON.parse(readFileSync('package.json', 'utf8'))
    expect(figure(after, `greenroom_build_info{version="${version}",node="${process.versions.node}"}`)).toBe(
      1,
    )
    copy.socket.disconnect()
    await until(async () => figure(await read(), 'greenroom_live_connections{who="member"}') === 0)
  })

  it('which jobs wait, and for how long; and what came of those that were done', async () => {
    const about = { member: people.hana.id, case: randomUUID() as CaseId, task: randomUUID() as TaskId }
    const job = { key: 'one', about, dueAt: new Date(Date.now() - 90_000) }
    const kindsOfJobs = () => ['tell-task', 'ring-device']
    await house.db
      .transaction()
      .execute(async (trx) => {
        await enqueue(trx, tellTask, [job], new Date())
        // Read by the same question, without committing: the runner would be quicker.
        const figures = createFigures({ version: '1' })
        const looks = createLooks({ db: trx, clock: () => new Date(), load, kindsOfJobs })
        await looks.refresh(figures.gauges)
        looks.close()
        const text = await figures.registry.metrics()
        expect(figure(text, 'greenroom_jobs_waiting{kind="tell-task"}')).toBe(1)
        expect(figure(text, 'greenroom_jobs_oldest_seconds{kind="tell-task"}')).toBeGreaterThan(89)
        expect(figure(text, 'greenroom_jobs_waiting{kind="ring-device"}')).toBe(0)
        throw new Error('not to be kept')
      })
      .catch(({ message }) => expect(message).toBe('not to be kept'))
    // Nobody has such a task: looked at, and found not to be wanted.
    const unwanted = 'greenroom_job_seconds_count{kind="tell-task",outcome="unwanted"}'
    const before = figure(await read(), unwanted) ?? 0
    await house.db.transaction().execute((trx) => enqueue(trx, tellTask, [job], new Date()))
    await until(async () => figure(await read(), unwanted) === before + 1, 10_000)
    expect(figure(await read(), 'greenroom_jobs_waiting{kind="tell-task"}')).toBe(0)
  })

  it('of a database that is away it says so, and nothing old of what waits', async () => {
    const away = new Kysely<never>({
      dialect: {
        createAdapter: () => ({ supportsTransactionalDdl: true }) as never,
        createDriver: () =>
          ({
            init: async () => {},
            acquireConnection: async () => Promise.reject(new Error('away')),
          }) as never,
        createIntrospector: () => ({}) as never,
        createQueryCompiler: () => ({ compileQuery: () => ({ sql: '', parameters: [] }) }) as never,
      },
    })
    const figures = createFigures({ version: '1' })
    const looks = createLooks({
      db: away as never,
      clock: () => new Date(),
      load,
      kindsOfJobs: () => ['tell-task'],
    })
    figures.gauges.waiting.set({ kind: 'message' }, 7)
    await looks.refresh(figures.gauges)
    looks.close()
    const text = await figures.registry.metrics()
    expect(figure(text, 'greenroom_database_up')).toBe(0)
    expect(seriesOf(text).filter((one) => one.includes('jobs'))).toEqual([])
  })

  it('no id, no name, no address, and no more figures for whoever tries many addresses', async () => {
    const { id, codeName } = await house.report(people.hana)
    await people.hana.ask('GET', `/api/cases/${id}`)
    const wrong = { email: 'somebody@example.org', password: 'quite wrong, really' }
    await people.hana.ask('POST', '/api/sign-in', wrong)
    await read()
    const before = seriesOf(await read())
    for (let n = 0; n < 20; n++) {
      await people.hana.ask('GET', `/api/cases/${randomUUID()}`)
      await people.hana.ask('GET', `/api/${randomUUID()}?${randomUUID()}`)
    }
    const text = await read()
    const more = seriesOf(text).filter((one) => !before.includes(one))
    // An unknown case and an unknown address, each once: six boundaries, the rest, their sum and their count.
    expect(
      new Set(more.map((one) => one.replace(/_(bucket|sum|count)|le="[^"]*",?/g, ''))).size,
    ).toBeLessThanOrEqual(2)
    for (const secret of [id, codeName, people.hana.id, people.hana.name, wrong.email, 'Harbourlight'])
      expect(text).not.toContain(secret)
    expect(text).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}|127\.0\.0\.1|@/)
    expect(figure(text, 'greenroom_sign_ins_refused_total{why="wrong"}')).toBe(1)
  })

  it('two apps in one process do not count for each other', async () => {
    const other = await openHouse()
    expect(figure(await read(other.origin), 'greenroom_pushes_total{outcome="saved"}')).toBe(0)
    await other.close()
  })

  it('every figure of the dashboard and of docs/operate.md is one that is there', async () => {
    const text = await read()
    const there = new Set(seriesOf(text).map((one) => one.replace(/\{.*/, '')))
    const named = (file: string) => [
      ...new Set(readFileSync(file, 'utf8').match(/\b(greenroom|process|nodejs)_[a-z_]+[a-z]\b/g)),
    ]
    const shown = named('docs/operate/dashboard.json')
    expect(shown.length).toBeGreaterThan(12)
    expect([...shown, ...named('docs/operate.md')].filter((name) => !there.has(name))).toEqual([])
    const { panels } = JSON.parse(readFileSync('docs/operate/dashboard.json', 'utf8'))
    for (const { targets } of panels) for (const { expr } of targets) expect(expr).toMatch(/[a-z]_[a-z]/)
  })
})

describe('[OP2] to whom', () => {
  const bearer = (given: string) => ({ authorization: `Bearer ${given}` })
  const forwarded = { 'x-forwarded-for': '203.0.113.9' }

  it('a program on this machine, and whoever has the token from anywhere', async () => {
    for (const host of ['127.0.0.1:1', 'localhost', '[::1]:8080'])
      expect((await askFor('/metrics', { host })).status).toBe(200)
    const far = { host: 'board.example.org', ...forwarded, ...bearer(token) }
    const { status, headers } = await askFor('/metrics', far)
    expect(status).toBe(200)
    expect(headers['content-type']).toMatch(/^text\/plain; version=0\.0\.4/)
    expect(headers['cache-control']).toBe('no-store')
  })

  const elsewhere: [string, Record<string, string>][] = [
    ['a visitor whom a proxy on this machine names', forwarded],
    ['a visitor who says that they are this machine', { 'x-forwarded-for': '127.0.0.1' }],
    ['whom a proxy passes on in other words', { forwarded: 'for=203.0.113.9' }],
    ['whom a proxy passes on in its own', { via: '1.1 proxy', 'x-real-ip': '127.0.0.1' }],
    ['a page whose name leads here', { host: 'rebound.example.org:8080' }],
    ['a wrong token', { ...forwarded, ...bearer('a-token-of-more-than-17') }],
    ['the beginning of the token', { ...forwarded, ...bearer(token.slice(0, -1)) }],
    ['no token', { ...forwarded, authorization: 'Bearer ' }],
    ['the token in another way', { ...forwarded, authorization: `Basic ${token}` }],
  ]
  it.each(elsewhere)('%s is told what an unknown address is told', async (_, headers) => {
    const [answer, unknown] = [await askFor('/metrics', headers), await askFor('/metricz', headers)]
    const said = ({
      status,
      text,
      headers: { date, 'content-security-policy': policy, ...rest },
    }: Answer) => ({
      ...{ status, text, rest },
      policy: String(policy).replace(/'nonce-[^']+'/, ''),
    })
    expect(answer.status).toBe(404)
    expect(said(answer)).toEqual(said(unknown))
  })

  it('no other method is answered', async () => {
    for (const method of ['POST', 'PUT', 'DELETE'])
      expect((await askFor('/metrics', bearer(token), house.origin, method)).status).toBe(404)
  })

  it('behind a proxy that names nobody, being on this machine is not enough', () => {
    const publicUrl = 'https://board.example.org'
    const coming = { socket: { remoteAddress: '127.0.0.1' }, headers: { host: '127.0.0.1:8080' } } as never
    expect(createReaderCheck({})(coming)).toBe(true)
    expect(createReaderCheck({ publicUrl })(coming)).toBe(false)
    expect(createReaderCheck({ publicUrl, trustedProxies: [] })(coming)).toBe(false)
    expect(createReaderCheck({ publicUrl, trustedProxies: ['loopback'] })(coming)).toBe(true)
    const far = { socket: { remoteAddress: '192.0.2.1' }, headers: { host: '127.0.0.1:8080' } } as never
    expect(createReaderCheck({})(far)).toBe(false)
  })
})

const load = () => ({ members: 0, displays: 0, records: 0, bytes: 0 })

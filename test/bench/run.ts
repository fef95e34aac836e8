// `npm run bench`: the figures of docs/performance.md, measured here and now. `-- --quick` for a look in a minute,
// `-- --seed=7` to type the same again, `-- --only=fan-out` for one part. Ends with 1 when anything that must be true was not: a lost letter, replicas
// that differ, a database that does not hold what the screens show.

import { cpus, loadavg, totalmem } from 'node:os'
import { parseArgs } from 'node:util'
import { buildClient } from '../../server/build-client.ts'
import { type PostgresServer, startPostgres } from '../helpers/postgres-server.ts'
import { createRandom } from '../helpers/seeded-work.ts'
import { type Bench, b1, b2, b3, homeOnPostgres } from './against-peers.ts'
import { measureRest, measureStartUps } from './at-rest.ts'
import { assignment, coldPhone } from './browsers.ts'
import { b7 } from './cold.ts'
import { launchOurs, launchRelay } from './contestants.ts'
import { b4, b6, b10 } from './crowds.ts'
import { measureDisk } from './disk.ts'
import { type FanOutPlan, type FanOutTimes, measureFanOut } from './fan-out.ts'
import { type Figure, median, ms, printTable, quantile, range, times } from './figures.ts'
import { measureGuard } from './guard.ts'
import { b5 } from './killed.ts'
import { b8 } from './nodes.ts'
import { type Home, makeHome } from './program.ts'
import { measureScripts, type ScriptFigures } from './scripts.ts'
import { measureTasks } from './tasks.ts'

const { values: options } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    seed: { type: 'string', default: '1' },
    only: { type: 'string' },
  },
})
const isQuick = options.quick
const seed = Number(options.seed)
const plan: FanOutPlan = {
  clients: 20,
  typists: 10,
  keysPerSecond: 5,
  rounds: isQuick ? 1 : 5,
  roundMs: 3_000,
}
const taskCount = isQuick ? 20 : 100
const starts = isQuick ? 2 : 5
const restMs = isQuick ? 2_000 : 10_000
const idleSockets = isQuick ? 100 : 500

const figures: Figure[] = []
const homes: Home[] = []
const note = (what: string, value: string, how: string) => {
  figures.push({ what, value, how })
  process.stderr.write(`  ${what}: ${value}; ${how}\n`)
}
const say = (words: string) => process.stderr.write(`${words} (load ${loadavg()[0]!.toFixed(1)})\n`)

const benchOn = (database: PostgresServer): Bench => ({ database, isQuick, seed, homes, note })

async function onEveryHome(
  database: PostgresServer,
  work: (name: string, home: Home) => Promise<void>,
): Promise<void> {
  const embedded = makeHome()
  homes.push(embedded)
  await work('PostgreSQL', await homeOnPostgres(benchOn(database)))
  await work('embedded', embedded)
}

async function fanOutAndTasks(database: PostgresServer): Promise<void> {
  say('tasks')
  const ours: Awaited<ReturnType<typeof launchOurs>>[] = []
  await onEveryHome(database, async (name, home) => {
    const server = await launchOurs(`Greenroom, ${name}`, home, plan.clients)
    const all = await measureTasks(server, taskCount, createRandom(seed))
    const value = `p50 ${ms(median(all))}, p95 ${ms(quantile(all, 0.95))}`
    note(`Quick add to news, ${name}`, value, `${taskCount} tasks, ${plan.clients} people in the record`)
    ours.push(server)
  })
  say('fan-out')
  const relay = await launchRelay()
  const before = await measureDisk(200)
  const measured = await measureFanOut([relay, ...ours], plan, seed)
  const disk = [...before, ...(await measureDisk(200))]
  const value = `p50 ${ms(median(disk))}, p99 ${ms(quantile(disk, 0.99))}`
  note('One fsync of this disk', value, 'right before and right after the typing; the floor under a commit')
  for (const one of measured) noteFanOut(one, measured[0]!)
}

function noteFanOut(one: FanOutTimes, peer: FanOutTimes): void {
  const [all, all0] = [one.received.flat(), peer.received.flat()]
  const ratio = (share: number) => times(quantile(all, share) / quantile(all0, share))
  const beside = one === peer ? 'the peer' : `${ratio(0.5)} and ${ratio(0.99)} the relay`
  const rounds = range(one.received.map(median), ms)
  note(
    `Key to another screen, ${one.name}`,
    `p50 ${ms(median(all))}, p99 ${ms(quantile(all, 0.99))}`,
    `${beside}; ${all.length} arrivals, medians of rounds ${rounds}`,
  )
  const acks = one.acknowledged.flat()
  const what = one === peer ? 'passed on' : 'committed'
  note(
    `Key to ack, ${one.name}`,
    `p50 ${ms(median(acks))}, p99 ${ms(quantile(acks, 0.99))}`,
    `${acks.length} keys; ack means ${what}`,
  )
}

async function startUpsAndRest(database: PostgresServer): Promise<void> {
  say('start-up and rest')
  await onEveryHome(database, async (name, home) => {
    const { first, next } = await measureStartUps(home, starts)
    const [healthy, ready] = [next.map((run) => run.healthy), next.map((run) => run.ready)]
    const how = `${starts} runs, ${range(healthy, ms)}; the first one, with an empty database, ${ms(first.healthy)}`
    note(`Start to healthy, ${name}`, ms(median(healthy)), how)
    note(`Start to "is ready", ${name}`, ms(median(ready)), `${starts} runs, ${range(ready, ms)}`)
    // The same home, so that its database exists already.
    const { mib, kibPerSocket } = await measureRest(home, restMs, idleSockets)
    note(
      `Memory at rest, ${name}`,
      `${mib.toFixed(0)} MiB`,
      `RSS ${restMs / 1000} s after start, one process`,
    )
    note(
      `Memory per idle connection, ${name}`,
      `${kibPerSocket.toFixed(0)} KiB`,
      `RSS of ${idleSockets} more, divided; garbage included`,
    )
  })
}

async function scripts(): Promise<void> {
  say('scripts')
  const home = makeHome()
  homes.push(home)
  const measured = await measureScripts(home)
  if (!measured) {
    note('JavaScript', 'not measured', 'no browser on this machine')
    return
  }
  const kib = (bytes: number) => (bytes / 1024).toFixed(0)
  const noteScripts = (what: string, { at, scripts }: ScriptFigures['casePaint']) => {
    const sum = scripts.reduce((total, { gzip }) => total + gzip, 0)
    const heaviest = scripts
      .slice(0, 4)
      .map(({ name, gzip }) => `${name.replace(/-[\w-]{8}\.js$/, '')} ${kib(gzip)}`)
    const how = `${scripts.length} files: ${heaviest.join(', ')} …; after ${(at / 1000).toFixed(1)} s on 1.6 Mbit/s and 300 ms`
    note(what, `${kib(sum)} KiB gzip`, how)
  }
  noteScripts('JavaScript at the first paint, sign-in', measured.signInPaint)
  noteScripts('JavaScript when there is a page, sign-in', measured.signInPage)
  noteScripts('JavaScript at the first paint, case', measured.casePaint)
  noteScripts('JavaScript when there is a page, case', measured.casePage)
  const frame = measured.frameImports.reduce((total, { gzip }) => total + gzip, 0)
  note('JavaScript that the frame imports', `${kib(frame)} KiB gzip`, 'what is painted waits for no more')
  noteScripts('JavaScript until the record is editable', measured.caseEditable)
}

function guard(): void {
  say('guard')
  const keys = isQuick ? 2_000 : 20_000
  const all = measureGuard(keys, createRandom(seed))
  const value = `p50 ${median(all).toFixed(1)} µs, p99 ${quantile(all, 0.99).toFixed(1)} µs`
  note('Guard, one keystroke', value, `${keys} keys of four people, warm, CPU only`)
}

const parts: Record<string, (database: PostgresServer) => unknown> = {
  b1: (on) => b1(benchOn(on)),
  b2: (on) => b2(benchOn(on)),
  b3: (on) => b3(benchOn(on)),
  b4: (on) => b4(benchOn(on)),
  b5: (on) => b5(benchOn(on)),
  b6: (on) => b6(benchOn(on)),
  b7: (on) => b7(benchOn(on)),
  b8: (on) => b8(benchOn(on)),
  b10: (on) => b10(benchOn(on)),
  assignment: (on) => assignment(benchOn(on)),
  b11: (on) => coldPhone(benchOn(on)),
  guard,
  'fan-out': fanOutAndTasks,
  'at-rest': startUpsAndRest,
  scripts,
}

if (options.only !== undefined && !Object.hasOwn(parts, options.only)) {
  process.stderr.write(`There is no line ${options.only}; there are ${Object.keys(parts).join(', ')}.\n`)
  process.exit(2)
}
await buildClient()
const load = loadavg()[0]!
const database = await startPostgres({ isDurable: true })
try {
  for (const [name, measure] of Object.entries(parts))
    if (options.only === undefined || options.only === name) await measure(database)
} finally {
  // What was measured before something failed is told all the same.
  printResults()
  await database.stop()
  for (const { remove } of homes) remove()
}

function printResults(): void {
  const machine = `${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.versions.node}`
  const now = loadavg()[0]!.toFixed(1)
  process.stdout.write(`\n${machine}; load average ${load.toFixed(1)} before, ${now} after\n`)
  printTable(figures)
}

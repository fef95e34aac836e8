// The lines of the table in which the peers stand beside us, in the same run.

import postgres from 'postgres'
import type { PostgresServer } from '../helpers/postgres-server.ts'
import { type Contestant, launchOurs, launchPeer, launchRelay } from './contestants.ts'
import { measureDisk } from './disk.ts'
import { type FanOutPlan, measureFanOut } from './fan-out.ts'
import { median, ms, quantile, times } from './figures.ts'
import { type Home, makeHome } from './program.ts'
import { measureSaturation, type Saturation, type SaturationPlan } from './saturation.ts'

export type Bench = {
  database: PostgresServer
  isQuick: boolean
  seed: number
  homes: Home[]
  note: (what: string, value: string, how: string) => void
}

/** A database of its own on the bench's PostgreSQL. */
export async function createDatabase({ database, homes }: Bench): Promise<string> {
  const name = `bench_${homes.length}_${Math.floor(performance.now())}`
  const sql = postgres(database.url, { max: 1, onnotice: () => {} })
  await sql.unsafe(`create database ${name}`)
  await sql.end()
  const url = new URL(database.url)
  url.pathname = name
  return url.href
}

export async function homeOnPostgres(bench: Bench): Promise<Home> {
  const home = makeHome(await createDatabase(bench))
  bench.homes.push(home)
  return home
}

async function saturate(bench: Bench, line: string, plan: SaturationPlan): Promise<void> {
  const disk = await measureDisk(200)
  const fsync = `p50 ${ms(median(disk))}, p99 ${ms(quantile(disk, 0.99))}`
  bench.note(`${line} one fsync of this disk`, fsync, 'right before; what a commit waits for')
  const launches: (() => Promise<Contestant>)[] = [
    launchRelay,
    () => launchPeer('relay'),
    async () => launchPeer('hocuspocus', await createDatabase(bench)),
    () => launchPeer('y-websocket'),
    async () => launchOurs('Greenroom, PostgreSQL', await homeOnPostgres(bench), 20, plan.records),
  ]
  const measured: Saturation[] = []
  for (const launchOne of launches) measured.push(await measureSaturation(await launchOne(), plan))
  const floor = measured[0]!.deliveredPerSecond
  for (const one of measured)
    bench.note(
      `${line} ${one.name}`,
      `${Math.round(one.deliveredPerSecond).toLocaleString('en')}/s, ${times(one.deliveredPerSecond / floor)}`,
      `${one.edits.toLocaleString('en')} edits, ${one.editsPerFrame.toFixed(1)} a frame; server ${share(one.serverCpu)}, crowd ${share(one.crowdCpu)} of a core`,
    )
}

export const share = (cores: number): string => `${Math.round(cores * 100)} %`

/** Deep enough that nobody waits for somebody who is far away. */
export const window = 64

export const b1 = (bench: Bench): Promise<void> =>
  saturate(bench, 'B1', {
    records: 1,
    clients: 50,
    typists: 10,
    window,
    forMs: bench.isQuick ? 2_000 : 6_000,
  })

export const b2 = (bench: Bench): Promise<void> =>
  saturate(bench, 'B2', {
    records: 100,
    clients: 10,
    typists: 2,
    window,
    forMs: bench.isQuick ? 2_000 : 6_000,
  })

/** Hocuspocus among them, which keeps nothing before it tells. */
export async function b3(bench: Bench): Promise<void> {
  for (const clients of bench.isQuick ? [50] : [20, 50, 200]) {
    const plan: FanOutPlan = {
      clients,
      typists: 10,
      keysPerSecond: 5,
      rounds: bench.isQuick ? 1 : 4,
      roundMs: 3_000,
    }
    const contestants = [
      await launchRelay(),
      await launchPeer('hocuspocus', await createDatabase(bench)),
      await launchOurs('Greenroom, PostgreSQL', await homeOnPostgres(bench), 20),
    ]
    const measured = await measureFanOut(contestants, plan, bench.seed)
    const floor = measured[0]!.received.flat()
    for (const { name, received } of measured) {
      const all = received.flat()
      const ratio = (part: number) => times(quantile(all, part) / quantile(floor, part))
      bench.note(
        `B3 ${clients} clients, ${name}`,
        `p50 ${ms(median(all))}, p99 ${ms(quantile(all, 0.99))}; ${ratio(0.5)}, ${ratio(0.99)}`,
        `${all.length.toLocaleString('en')} arrivals`,
      )
    }
  }
}

// What one Greenroom counts of itself, in the words of Prometheus: how many, how long, how much, and never who or which case.
// A registry for each app, so that two in one process do not count for each other. The write path adds to plain
// numbers here; the library's words are made of them when somebody asks.

import { Counter, Gauge, Histogram, Registry } from 'prom-client'
import { type Refusal, refusals } from '#shared/protocol/refusals.ts'

const prefix = 'greenroom'
/** A commit is a disk's wait, 0.3 ms to a bad second. */
const commitSeconds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5]
const requestSeconds = [0.005, 0.025, 0.1, 0.5, 2, 10]
const rowCounts = [1, 2, 4, 8, 16, 32, 64, 128, 256]

export type Figures = ReturnType<typeof createFigures>

/** @param build what runs here: told as the labels of one figure that is always 1 */
export function createFigures(build: Record<string, string>) {
  const registry = new Registry()
  const registers = [registry]
  new Gauge({
    name: `${prefix}_build_info`,
    help: 'What runs here; always 1',
    labelNames: Object.keys(build),
    registers,
  }).set(build, 1)
  return { registry, ...createCounts(registry), ...createTimes(registers), gauges: createGauges(registers) }
}

function createCounts(registry: Registry) {
  return {
    pushed: count(registry, {
      name: 'pushes_total',
      help: 'Pushes of words into records, by what they were answered',
      label: 'outcome',
      kinds: ['saved', ...(Object.keys(refusals) as Refusal[])],
    }),
    messageSettled: count(registry, {
      name: 'device_messages_total',
      help: 'Messages to locked devices, by what their push service answered',
      label: 'result',
      kinds: ['sent', 'gone', 'refused', 'later'],
    }),
    signInRefused: count(registry, {
      name: 'sign_ins_refused_total',
      help: 'Refused passwords and codes of phones: wrong, or too many tries',
      label: 'why',
      kinds: ['wrong', 'too-many'],
    }),
  }
}

type Count<K extends string> = { name: string; help: string; label: string; kinds: readonly K[] }

/** @returns counts one of a kind: an addition and nothing more. Kinds that never were stand there as 0 */
function count<K extends string>(registry: Registry, { name, help, label, kinds }: Count<K>) {
  const counts = new Map<K, number>(kinds.map((kind) => [kind, 0]))
  new Counter({
    name: `${prefix}_${name}`,
    help,
    labelNames: [label],
    registers: [registry],
    collect() {
      this.reset()
      for (const [kind, many] of counts) this.inc({ [label]: kind }, many)
    },
  })
  return (kind: K): void => void counts.set(kind, (counts.get(kind) ?? 0) + 1)
}

function createTimes(registers: Registry[]) {
  const requests = new Histogram({
    name: `${prefix}_http_request_seconds`,
    help: 'Answers of the web server, by the pattern of their address',
    labelNames: ['method', 'route', 'status'],
    buckets: requestSeconds,
    registers,
  })
  const commits = new Histogram({
    name: `${prefix}_commit_seconds`,
    help: 'Commits of words: short (one statement) or locked (a transaction that asks everything anew)',
    labelNames: ['road'],
    buckets: commitSeconds,
    registers,
  })
  const rows = new Histogram({
    name: `${prefix}_commit_rows`,
    help: 'Rows that one commit of words appended',
    buckets: rowCounts,
    registers,
  })
  for (const road of ['short', 'locked']) commits.zero({ road })
  const jobs = new Histogram({
    name: `${prefix}_job_seconds`,
    help: 'Jobs that were worked on, by kind and by what came of it',
    labelNames: ['kind', 'outcome'],
    buckets: requestSeconds,
    registers,
  })
  return {
    answered: (request: { method: string; route: string; status: number }, ms: number): void =>
      requests.observe(request, ms / 1_000),
    committed: (road: 'short' | 'locked', ms: number, many: number): void => {
      commits.observe({ road }, ms / 1_000)
      rows.observe(many)
    },
    jobSettled: (kind: string, outcome: string, ms: number): void =>
      jobs.observe({ kind, outcome }, ms / 1_000),
  }
}

/** What is looked at when somebody asks. */
function createGauges(registers: Registry[]) {
  const gauge = (name: string, help: string, ...labelNames: string[]) =>
    new Gauge({ name, help, labelNames, registers })
  return {
    databaseUp: gauge(`${prefix}_database_up`, 'Whether the database answered just now'),
    waiting: gauge(`${prefix}_jobs_waiting`, 'Jobs that are not done yet, those for later too', 'kind'),
    oldest: gauge(`${prefix}_jobs_oldest_seconds`, 'How long the oldest of them is overdue', 'kind'),
    connections: gauge(`${prefix}_live_connections`, 'Live connections to this process', 'who'),
    records: gauge(`${prefix}_records_open`, 'Records in memory'),
    recordBytes: gauge(`${prefix}_record_bytes`, 'What they take of memory, about'),
    resident: gauge('process_resident_memory_bytes', 'Memory of this process'),
    heap: gauge('nodejs_heap_size_used_bytes', 'Of that, what scripts hold'),
    processor: gauge('process_cpu_seconds_total', 'Time on the processor since the start'),
    started: gauge('process_start_time_seconds', 'When this process began, in seconds since 1970'),
    lag: gauge(
      'nodejs_eventloop_lag_seconds',
      'How late the process was for its own timers since the last look',
      'quantile',
    ),
  }
}

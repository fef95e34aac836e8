// What the nodes of one PostgreSQL say to each other: its own LISTEN and NOTIFY, on a connection of its own that comes
// back by itself. Only a hurry-up: what must not be lost is in the tables, and whoever missed something here finds
// it there. Ids, and rows as they are sealed in the tables; never a word of a case.

import { type RawBuilder, sql } from 'kysely'
import postgres from 'postgres'
import type { MemberId } from '#shared/ids.ts'

const channel = 'greenroom'
/** PostgreSQL takes less than 8,000. */
const maxPayloadBytes = 7_900
/** What rows may take of a message: ids, places and punctuation want the rest. */
const maxRowsBytes = 7_000
const pingEveryMs = 1_000
/** No answer for so long: the connection is dead, whatever it says. */
const patienceMs = 1_500
const retryMs = 200
const maxBatch = 200

export type Bus = {
  /** This node's own name, drawn at its start. */
  node: string
  /** Tells the other nodes, or nobody while the bus is down. Too long a message is not sent. */
  publish: (message: { is: string }) => void
  /** Whatever comes, own messages too; the shape is not checked. */
  onMessage: (listener: (message: unknown) => void) => void
  /** The bus came or went; between the two, messages were missed. */
  onChange: (listener: (isUp: boolean) => void) => void
  isUp: () => boolean
  close: () => Promise<void>
}

/** For the statement that appends rows: tells with its commit, and never without it. @param log what is piggybacked on it, if anything */
export const announcingRows = (
  node: string,
  caseId: string,
  seq: string,
  log?: string,
): RawBuilder<unknown> =>
  sql`pg_notify(${sql.lit(channel)}, json_build_object(
    'is', 'rows', 'case', ${sql.ref(caseId)}, 'seq', ${sql.ref(seq)}, 'node', ${node}::text,
    'log', ${log ? sql`${sql.ref(log)}::json` : sql`null`})::text)`

/** Rows as others find them in the log, so that they need not ask for them: keystrokes are small. */
export type Piggyback = { epoch: string; rows: readonly { member: MemberId; sealed: string }[] }

/** @returns what may be piggybacked on the announcement, as JSON; null when it is too long for a message */
export function piggyback(log: Piggyback): string | null {
  const json = JSON.stringify(log)
  return json.length <= maxRowsBytes ? json : null
}

/** What triggers put in for the node whose connection made a change; others see by it that it was not theirs. */
export const applicationName = (node: string): string => `greenroom ${node}`

export function openBus(url: string, node: string): Bus {
  const listeners = new Set<(message: unknown) => void>()
  const watchers = new Set<(isUp: boolean) => void>()
  const waiting: string[] = []
  let connection: postgres.Sql | undefined
  let isSending = false
  let isClosed = false

  const setUp = (next: postgres.Sql | undefined): void => {
    const was = connection !== undefined
    connection = next
    if (was !== (next !== undefined)) for (const watcher of watchers) watcher(next !== undefined)
  }
  const heard = (payload: string): void => {
    const message = parse(payload)
    if (message !== undefined) for (const listener of listeners) listener(message)
  }
  const live = async (): Promise<void> => {
    while (!isClosed) {
      const lost = Promise.withResolvers<void>()
      const one = connect(url, node, heard, lost.resolve)
      try {
        await within(one.unsafe(`listen ${channel}`))
        setUp(one)
        while (
          !isClosed &&
          (await Promise.race([lost.promise.then(() => 'lost'), pause(pingEveryMs)])) !== 'lost'
        )
          await within(one.unsafe('select 1'))
      } catch {
        // Nothing is lost here: what was missed is looked up when the bus is back.
      }
      setUp(undefined)
      await one.end({ timeout: 0 }).catch(() => {})
      if (!isClosed) await pause(retryMs)
    }
  }
  const send = async (): Promise<void> => {
    isSending = true
    while (waiting.length > 0) {
      const batch = JSON.stringify(waiting.splice(0, maxBatch))
      await connection
        ?.unsafe(`select pg_notify('${channel}', m) from jsonb_array_elements_text($1::text::jsonb) as m`, [
          batch,
        ])
        .catch(() => {})
    }
    isSending = false
  }
  const running = live()
  return {
    node,
    publish: (message) => {
      const payload = JSON.stringify({ ...message, node })
      if (!connection || Buffer.byteLength(payload) > maxPayloadBytes) return
      waiting.push(payload)
      if (!isSending) void send()
    },
    onMessage: (listener) => void listeners.add(listener),
    onChange: (listener) => void watchers.add(listener),
    isUp: () => connection !== undefined,
    close: async () => {
      isClosed = true
      watchers.clear()
      await connection?.end({ timeout: 1 }).catch(() => {})
      await running
    },
  }
}

function connect(
  url: string,
  node: string,
  heard: (payload: string) => void,
  lost: () => void,
): postgres.Sql {
  const options = {
    max: 1,
    idle_timeout: 0,
    max_lifetime: 0,
    connect_timeout: 2,
    fetch_types: false,
    onnotice: () => {},
    onclose: lost,
    onnotify: (_channel: string, payload: string) => heard(payload),
    connection: { application_name: `${applicationName(node)} bus` },
  }
  return postgres(url, options as postgres.Options<Record<string, never>>) as unknown as postgres.Sql
}

function parse(payload: string): unknown {
  try {
    return JSON.parse(payload)
  } catch {
    return undefined
  }
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

/** @throws when no answer comes in time */
function within<T>(answer: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('the bus does not answer')), patienceMs)
  })
  return Promise.race([answer, late]).finally(() => clearTimeout(timer))
}

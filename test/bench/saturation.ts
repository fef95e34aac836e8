// B1 and B2: how many edits a second reach everybody when people type as fast as they are heard. Each typist keeps so many
// keystrokes under way until another full client has them, the same for all contestants. In the end every full replica is
// the same, every listener has had every frame, and the database holds the same.

import * as Y from 'yjs'
import { partsOf } from '../../shared/record/schema.ts'
import { until, updateOf } from '../helpers/people.ts'
import type { Client, Contestant } from './contestants.ts'
import { pause } from './figures.ts'
import type { Listener } from './listeners.ts'
import { cpuSeconds, residentMib } from './program.ts'

export type SaturationPlan = {
  records: number
  clients: number
  typists: number
  /** Keystrokes of one typist that are under way at once. */
  window: number
  forMs: number
  /** So many more are in the record and do not read. */
  stalled?: number
}

export type Saturation = {
  name: string
  /** Keystrokes a second that reached all others, times how many those are. */
  deliveredPerSecond: number
  edits: number
  /** Of one core, while it lasted. */
  serverCpu: number
  crowdCpu: number
  /** Edits that one frame brought, on average. */
  editsPerFrame: number
  /** Resident memory of the server's process, at its largest, over what it was before. */
  grownMib: number
}

type Record_ = {
  typists: Client[]
  replica: Client
  listeners: Listener[]
  edits: number
  arrived: Map<number, () => void>
}

export async function measureSaturation(contestant: Contestant, plan: SaturationPlan): Promise<Saturation> {
  const records: Record_[] = []
  for (let at = 0; at < plan.records; at++) records.push(await openRecord(contestant, plan, at))
  await typeFor(records, plan, 500)
  const before = { cpu: cpuSeconds(contestant.program.pid), own: process.cpuUsage(), at: performance.now() }
  const memory = watchMemory(contestant.program.pid)
  const framesBefore = records.map(({ listeners }) => listeners[0]?.frames() ?? 0)
  const editsBefore = sumOf(records)
  await typeFor(records, plan, plan.forMs)
  const seconds = (performance.now() - before.at) / 1000
  const edits = sumOf(records) - editsBefore
  const frames = records.reduce(
    (sum, { listeners }, at) => sum + (listeners[0]?.frames() ?? 0) - framesBefore[at]!,
    0,
  )
  const own = process.cpuUsage(before.own)
  const result = {
    name: contestant.name,
    deliveredPerSecond: (edits * (plan.clients - 1)) / seconds,
    edits,
    serverCpu: (cpuSeconds(contestant.program.pid) - before.cpu) / seconds,
    crowdCpu: (own.user + own.system) / 1e6 / seconds,
    editsPerFrame: edits / Math.max(1, frames),
    grownMib: memory(),
  }
  await leave(contestant, records)
  return result
}

/** @returns ends the watch and says by how many MiB it grew at most */
function watchMemory(pid: number): () => number {
  const before = residentMib(pid)
  let most = before
  const look = setInterval(() => {
    most = Math.max(most, residentMib(pid))
  }, 250)
  return () => {
    clearInterval(look)
    return Math.max(most, residentMib(pid)) - before
  }
}

const sumOf = (records: readonly Record_[]): number => records.reduce((sum, { edits }) => sum + edits, 0)

async function openRecord(contestant: Contestant, plan: SaturationPlan, at: number): Promise<Record_> {
  const apply = (doc: Y.Doc, update: Uint8Array) => Y.applyUpdate(doc, update, 'server')
  const arrived = new Map<number, () => void>()
  const replica = await contestant.connect((doc, update) => {
    apply(doc, update)
    for (const client of Y.parseUpdateMeta(update).to.keys()) arrived.get(client)?.()
  }, at)
  const typists: Client[] = []
  for (let n = 0; n < plan.typists; n++) typists.push(await contestant.connect(apply, at))
  const listeners: Listener[] = []
  for (let n = plan.typists + 1; n < plan.clients; n++) listeners.push(await contestant.listen(at))
  for (let n = 0; n < (plan.stalled ?? 0); n++) stall((await contestant.listen(at)).socket)
  const [first] = typists
  await first!.push(updateOf(first!.doc, (doc) => addTexts(doc, plan.typists)))
  await until(() => [replica, ...typists].every(({ doc }) => textsOf(doc).length === plan.typists), 10_000)
  return { typists, replica, listeners, edits: 0, arrived }
}

export function addTexts(doc: Y.Doc, count: number): void {
  const paragraphs = Array.from({ length: count }, () => {
    const paragraph = new Y.XmlElement('paragraph')
    paragraph.insert(0, [new Y.XmlText('At about 13:35 ')])
    return paragraph
  })
  partsOf(doc).whatHappened.insert(0, paragraphs)
}

export const textsOf = (doc: Y.Doc): Y.XmlText[] =>
  partsOf(doc)
    .whatHappened.toArray()
    .map((paragraph) => (paragraph as Y.XmlElement).get(0) as Y.XmlText)

/** Everybody types for so long, and then all that is under way arrives everywhere. */
async function typeFor(records: readonly Record_[], plan: SaturationPlan, forMs: number): Promise<void> {
  const endAt = performance.now() + forMs
  await Promise.all(
    records.flatMap((record) =>
      record.typists.map((typist, n) => typeAhead(record, typist, n, plan.window, endAt)),
    ),
  )
  for (const record of records) await until(() => isThere(record), 30_000)
}

async function typeAhead(
  record: Record_,
  { doc, push }: Client,
  n: number,
  window: number,
  endAt: number,
): Promise<void> {
  const text = textsOf(doc)[n]!
  const pushes: Promise<void>[] = []
  const underWay = () =>
    Y.getState(doc.store, doc.clientID) - Y.getState(record.replica.doc.store, doc.clientID)
  while (performance.now() < endAt) {
    while (underWay() < window) {
      pushes.push(push(updateOf(doc, () => text.insert(text.length, 'e'))))
      record.edits += 1
    }
    const arrival = new Promise<void>((resolve) => record.arrived.set(doc.clientID, resolve))
    await Promise.race([arrival, pause(200)])
  }
  await Promise.all(pushes)
}

/** Whether all full replicas agree and every listener has had as many frames as the first. */
function isThere({ typists, replica, listeners }: Record_): boolean {
  const all = Y.encodeStateVector(replica.doc)
  if (!typists.every(({ doc }) => Buffer.from(Y.encodeStateVector(doc)).equals(all))) return false
  const frames = listeners[0]?.frames()
  return listeners.every((listener) => listener.frames() === frames)
}

/** Stops reading at the socket itself, as a phone in a pocket does. */
function stall(socket: Listener['socket']): void {
  ;(socket as unknown as { _socket: { pause: () => void } })._socket.pause()
}

async function leave(contestant: Contestant, records: readonly Record_[]): Promise<void> {
  const shown = records.map(({ replica }) => partsOf(replica.doc).whatHappened.toString())
  for (const [at, { typists, replica, listeners }] of records.entries()) {
    for (const { doc } of typists)
      if (partsOf(doc).whatHappened.toString() !== shown[at])
        throw new Error(`${contestant.name}: replicas differ`)
    for (const { close } of [...typists, replica, ...listeners]) close()
  }
  await contestant.program.stop()
  if (contestant.reload)
    for (const at of [0, records.length - 1])
      if (partsOf(await contestant.reload(at)).whatHappened.toString() !== shown[at])
        throw new Error(`${contestant.name}: the database does not hold what the screens show`)
  contestant.remove?.()
}

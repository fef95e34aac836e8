// How long a keystroke takes to everybody else, and to its ack: twenty clients in one record, ten of them typing.
// Contestants type one after the other in short rounds, in turn, so that a noisy moment of the machine hits them all.
// Open loop: nobody waits for an ack before the next key. In the end all replicas must be equal, and so the reload.

import * as Y from 'yjs'
import { partsOf } from '../../shared/record/schema.ts'
import { until, updateOf } from '../helpers/people.ts'
import { createRandom, type Random } from '../helpers/seeded-work.ts'
import type { Client, Contestant } from './contestants.ts'
import { pause } from './figures.ts'

export type FanOutPlan = {
  clients: number
  typists: number
  keysPerSecond: number
  rounds: number
  roundMs: number
}

/** In milliseconds. One list a round. */
export type FanOutTimes = { name: string; received: number[][]; acknowledged: number[][] }

type Typist = Client & { sentAt: Map<number, number>; at: number }
type Seat = { contestant: Contestant; clients: Client[]; typists: Typist[]; times: FanOutTimes }

export async function measureFanOut(
  contestants: readonly Contestant[],
  plan: FanOutPlan,
  seed: number,
): Promise<FanOutTimes[]> {
  const seats: Seat[] = []
  for (const contestant of contestants) seats.push(await takeSeats(contestant, plan))
  const random = createRandom(seed)
  for (const seat of seats) await warmUp(seat, plan, random)
  for (let round = 0; round < plan.rounds; round++)
    for (let turn = 0; turn < seats.length; turn++)
      await typeRound(seats[(round + turn) % seats.length]!, plan, random)
  for (const seat of seats) await leave(seat, plan)
  return seats.map(({ times }) => times)
}

async function takeSeats(contestant: Contestant, plan: FanOutPlan): Promise<Seat> {
  const times: FanOutTimes = { name: contestant.name, received: [], acknowledged: [] }
  const seat: Seat = { contestant, clients: [], typists: [], times }
  for (let n = 0; n < plan.clients; n++) {
    const seen = new Map<number, number>()
    const client = await contestant.connect((doc, update) => {
      const now = performance.now()
      Y.applyUpdate(doc, update, 'server')
      noteArrivals(seat, doc, seen, now)
    })
    seat.clients.push(client)
  }
  const writer = seat.clients[0]!
  await writer.push(updateOf(writer.doc, (doc) => addParagraphs(doc, plan.typists / 2)))
  await until(() => areEqual(seat.clients))
  seat.typists = seat.clients
    .slice(0, plan.typists)
    .map((client, n) => ({ ...client, sentAt: new Map(), at: Math.floor(n / 2) }))
  return seat
}

/** Two people type in the same paragraph. */
function addParagraphs(doc: Y.Doc, count: number): void {
  const paragraphs = Array.from({ length: count }, () => {
    const paragraph = new Y.XmlElement('paragraph')
    paragraph.insert(0, [new Y.XmlText('At about 13:35 ')])
    return paragraph
  })
  partsOf(doc).whatHappened.insert(0, paragraphs)
}

/** A letter is one clock of its writer; frames may bring several at once. */
function noteArrivals({ typists, times }: Seat, doc: Y.Doc, seen: Map<number, number>, now: number): void {
  for (const typist of typists) {
    const client = typist.doc.clientID
    if (client === doc.clientID) continue
    const reached = Y.getState(doc.store, client)
    for (let clock = seen.get(client) ?? 0; clock < reached; clock++) {
      const sentAt = typist.sentAt.get(clock)
      if (sentAt !== undefined) times.received.at(-1)!.push(now - sentAt)
    }
    seen.set(client, reached)
  }
}

async function warmUp(seat: Seat, plan: FanOutPlan, random: Random): Promise<void> {
  await typeRound(seat, { ...plan, roundMs: Math.min(2_000, plan.roundMs) }, random)
  seat.times.received = []
  seat.times.acknowledged = []
}

async function typeRound(seat: Seat, plan: FanOutPlan, random: Random): Promise<void> {
  seat.times.received.push([])
  seat.times.acknowledged.push([])
  for (const { sentAt } of seat.typists) sentAt.clear()
  const everyMs = 1000 / plan.keysPerSecond
  const keys = Math.round(plan.roundMs / everyMs)
  const all = await Promise.all(
    seat.typists.map(async (typist) => {
      const acks: Promise<void>[] = []
      await pause(random.next() * everyMs)
      for (let key = 0; key < keys; key++) {
        acks.push(pressKey(seat, typist, random))
        await pause(everyMs * (0.7 + 0.6 * random.next()))
      }
      return acks
    }),
  )
  await Promise.all(all.flat())
  await until(() => areEqual(seat.clients), 10_000)
  const letters = seat.typists.reduce((sum, { sentAt }) => sum + sentAt.size, 0)
  const heard = seat.times.received.at(-1)!.length
  if (heard !== letters * (plan.clients - 1)) throw new Error(`${letters} letters were heard ${heard} times`)
}

/** A letter, or now and then a backspace, which is acknowledged like all but cannot be told apart on arrival. */
async function pressKey({ times }: Seat, typist: Typist, random: Random): Promise<void> {
  const { doc, sentAt } = typist
  const text = (partsOf(doc).whatHappened.get(typist.at) as Y.XmlElement).get(0) as Y.XmlText
  const isLetter = random.next() > 0.08
  const clock = Y.getState(doc.store, doc.clientID)
  const now = performance.now()
  const update = updateOf(doc, () => {
    if (isLetter) text.insert(text.length, random.pick(['e', 'n', 'o', 's', ' ', 'ã']))
    else text.delete(text.length - 1, 1)
  })
  if (isLetter) sentAt.set(clock, now)
  await typist.push(update)
  times.acknowledged.at(-1)!.push(performance.now() - now)
}

const areEqual = ([first, ...others]: readonly { doc: Y.Doc }[]): boolean => {
  const snapshot = Y.snapshot(first!.doc)
  return others.every(({ doc }) => Y.equalSnapshots(snapshot, Y.snapshot(doc)))
}

const textOf = (doc: Y.Doc): string => partsOf(doc).whatHappened.toString()

async function leave({ contestant, clients }: Seat, plan: FanOutPlan): Promise<void> {
  const [first] = clients
  for (const { doc } of clients)
    if (textOf(doc) !== textOf(first!.doc)) throw new Error(`${contestant.name}: replicas differ`)
  for (const { close } of clients) close()
  await contestant.program.stop()
  contestant.remove?.()
  if (!contestant.reload) return
  const kept = await contestant.reload()
  if (!areEqual([{ doc: kept }, first!]) || textOf(kept) !== textOf(first!.doc))
    throw new Error(`${contestant.name}: the database does not hold what ${plan.clients} clients show`)
}

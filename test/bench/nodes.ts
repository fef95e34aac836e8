// B8: a keystroke at one node until it is on a screen at the other, with a stream of 500 a second.

import * as Y from 'yjs'
import { partsOf } from '../../shared/record/schema.ts'
import { at, until, updateOf } from '../helpers/people.ts'
import { type Bench, homeOnPostgres } from './against-peers.ts'
import { enterTeam, joinAs } from './event.ts'
import { median, ms, pause, quantile } from './figures.ts'
import { launchServer } from './program.ts'

const typists = 10
const keysPerSecond = 50

export async function b8(bench: Bench): Promise<void> {
  const home = await homeOnPostgres(bench)
  const more = { PUSHES_PER_SECOND: '100000' }
  const first = await launchServer(home, more)
  await first.says('is ready at')
  const team = await enterTeam(first, typists + 1)
  const second = await launchServer(home, more)
  await second.says('is ready at')
  const sentAt = new Map<string, number>()
  const took: number[] = []
  const seen = new Map<number, number>()
  const far = new Y.Doc()
  const reader = await joinAs(at({ origin: second.origin }, team.people[0]!), team.caseId, far, (update) => {
    const now = performance.now()
    Y.applyUpdate(far, update, 'server')
    for (const [client, clock] of Y.parseUpdateMeta(update).to)
      for (let key = seen.get(client) ?? 0; key < clock; key++) {
        const sent = sentAt.get(`${client} ${key}`)
        if (sent !== undefined) took.push(now - sent)
        seen.set(client, key + 1)
      }
  })
  const docs = team.people.slice(1).map(() => new Y.Doc())
  const writers = await Promise.all(
    docs.map((doc, n) =>
      joinAs(team.people[n + 1]!, team.caseId, doc, (update) => Y.applyUpdate(doc, update, 'server')),
    ),
  )
  const keys = (bench.isQuick ? 3 : 10) * keysPerSecond
  await Promise.all(docs.map((doc, n) => type(doc, writers[n]!.push, keys, sentAt)))
  await until(
    () => docs.every((doc) => Buffer.from(Y.encodeStateVector(doc)).equals(Y.encodeStateVector(far))),
    10_000,
  )
  if (took.length < keys * typists) throw new Error(`${keys * typists} keys were heard ${took.length} times`)
  bench.note(
    'B8 two nodes',
    `p50 ${ms(median(took))}, p99 ${ms(quantile(took, 0.99))}`,
    `${took.length.toLocaleString('en')} keys, ${typists * keysPerSecond} a second, committed before they are told`,
  )
  for (const { socket } of [reader, ...writers]) socket.disconnect()
  await first.stop()
  await second.stop()
}

async function type(
  doc: Y.Doc,
  push: (update: Uint8Array) => Promise<void>,
  keys: number,
  sentAt: Map<string, number>,
): Promise<void> {
  const text = new Y.XmlText()
  const paragraph = new Y.XmlElement('paragraph')
  await push(
    updateOf(doc, () => {
      paragraph.insert(0, [text])
      partsOf(doc).whatHappened.push([paragraph])
    }),
  )
  const pushes: Promise<void>[] = []
  const startedAt = performance.now()
  for (let key = 0; key < keys; key++) {
    sentAt.set(`${doc.clientID} ${Y.getState(doc.store, doc.clientID)}`, performance.now())
    pushes.push(push(updateOf(doc, () => text.insert(text.length, 'e'))))
    await pause(Math.max(0, startedAt + ((key + 1) * 1000) / keysPerSecond - performance.now()))
  }
  await Promise.all(pushes)
}

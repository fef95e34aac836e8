// B5: the server's process is killed while ten people type. Lost is what another screen already showed and nobody finds
// after the restart: all who typed have left by then, as when their laptops lost power too.

import * as Y from 'yjs'
import { until, updateOf } from '../helpers/people.ts'
import { createRandom } from '../helpers/seeded-work.ts'
import { type Bench, createDatabase, homeOnPostgres } from './against-peers.ts'
import { type Client, type Contestant, launchOurs, launchPeer } from './contestants.ts'
import { median, pause } from './figures.ts'
import { addTexts, textsOf } from './saturation.ts'

const typists = 10
const keysPerSecond = 10

export async function b5(bench: Bench): Promise<void> {
  const kills = bench.isQuick ? 5 : 20
  const launches: (() => Promise<Contestant>)[] = [
    async () => launchPeer('hocuspocus', await createDatabase(bench)),
    () => launchPeer('y-websocket'),
    async () => launchOurs('Greenroom, PostgreSQL', await homeOnPostgres(bench), typists + 1),
  ]
  for (const launchOne of launches) {
    const random = createRandom(bench.seed)
    const lost: number[] = []
    let shown = 0
    let name = ''
    for (let kill = 0; kill < kills; kill++) {
      const one = await launchOne()
      name = one.name
      const before = await typeAndKill(one, 400 + random.below(1_600))
      const after = lettersOf(await one.restarted!())
      shown += before.reduce((sum, letters) => sum + letters, 0)
      lost.push(before.reduce((sum, letters, n) => sum + Math.max(0, letters - (after[n] ?? 0)), 0))
      one.remove?.()
    }
    bench.note(
      `B5 ${name}`,
      `${lost.reduce((sum, n) => sum + n, 0).toLocaleString('en')} of ${shown.toLocaleString('en')} lost`,
      `${kills} kills, ${typists} typists at ${keysPerSecond}/s for 0.4 to 2 s; median ${median(lost)} a kill, most ${Math.max(...lost)}`,
    )
    if (name.startsWith('Greenroom') && lost.some((n) => n > 0))
      throw new Error('what was on a screen is gone after a kill')
  }
}

/** @returns for each typist's paragraph how many letters another screen showed when the process was killed */
async function typeAndKill(contestant: Contestant, forMs: number): Promise<number[]> {
  const apply = (doc: Y.Doc, update: Uint8Array) => Y.applyUpdate(doc, update, 'server')
  const screen = await contestant.connect(apply)
  const clients: Client[] = []
  for (let n = 0; n < typists; n++) clients.push(await contestant.connect(apply))
  const [first] = clients
  await first!.push(updateOf(first!.doc, (doc) => addTexts(doc, typists)))
  await until(() => [screen, ...clients].every(({ doc }) => lettersOf(doc).length === typists), 10_000)
  const endAt = performance.now() + forMs + 200
  const typing = clients.map((client, n) => type(client, n, endAt))
  await pause(forMs)
  // In one tick: what the screen shows, and the end.
  const seen = lettersOf(screen.doc)
  const killed = contestant.program.kill()
  for (const { close } of [screen, ...clients]) close()
  await Promise.all([killed, ...typing])
  return seen
}

const lettersOf = (doc: Y.Doc): number[] => textsOf(doc).map(({ length }) => length)

/** Waits for no answer: the process dies while keys are under way. */
async function type({ doc, push }: Client, n: number, endAt: number): Promise<void> {
  const text = textsOf(doc)[n]!
  while (performance.now() < endAt) {
    void push(updateOf(doc, () => text.insert(text.length, 'e'))).catch(() => undefined)
    await pause(1000 / keysPerSecond)
  }
}

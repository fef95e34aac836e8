// Many at once: idle connections, a whole room that comes back, and phones that stop reading.

import * as Y from 'yjs'
import { partsOf } from '../../shared/record/schema.ts'
import { until, updateOf } from '../helpers/people.ts'
import { type Bench, createDatabase, homeOnPostgres, share, window } from './against-peers.ts'
import { type Contestant, launchOurs, launchPeer, launchRelay } from './contestants.ts'
import { median, ms, pause, times } from './figures.ts'
import { residentMib } from './program.ts'
import { measureSaturation } from './saturation.ts'

const contestantsOf = (bench: Bench): (() => Promise<Contestant>)[] => [
  launchRelay,
  () => launchPeer('relay'),
  async () => launchPeer('hocuspocus', await createDatabase(bench)),
  async () => launchOurs('Greenroom, PostgreSQL', await homeOnPostgres(bench), 20),
]

/** B4: resident memory of the server's process for each of many connections that say nothing more. */
export async function b4(bench: Bench): Promise<void> {
  const count = bench.isQuick ? 500 : 2_000
  for (const launchOne of contestantsOf(bench)) {
    const { name, program, listen, remove } = await launchOne()
    const few = await Promise.all(Array.from({ length: 20 }, () => listen()))
    await pause(3_000)
    const before = residentMib(program.pid)
    const open = [...few]
    while (open.length < count + 20)
      open.push(...(await Promise.all(Array.from({ length: 20 }, () => listen()))))
    await pause(6_000)
    const kib = ((residentMib(program.pid) - before) * 1024) / count
    bench.note(
      `B4 ${name}`,
      `${kib.toFixed(0)} KiB`,
      `${count} sockets in one record; RSS after 6 s of rest, garbage included`,
    )
    for (const { close } of open) close()
    await program.stop()
    remove?.()
  }
}

/** B6: from the first connection of a room that comes back at once, with all that was written before, until a new keystroke has reached all of it. */
export async function b6(bench: Bench): Promise<void> {
  const count = bench.isQuick ? 200 : 500
  let floor: number | undefined
  for (const launchOne of contestantsOf(bench)) {
    const { name, program, listen, connect, remove } = await launchOne()
    const writer = await connect((doc, update) => Y.applyUpdate(doc, update, 'server'))
    for (let page = 0; page < 4; page++) await writer.push(updateOf(writer.doc, (doc) => fill(doc, 500)))
    await pause(500)
    const took: number[] = []
    for (let round = 0; round < (bench.isQuick ? 2 : 5); round++) {
      const startedAt = performance.now()
      const all = await Promise.all(Array.from({ length: count }, () => listen(0, writer.doc)))
      const heard = all.map(({ frames }) => frames())
      await writer.push(updateOf(writer.doc, (doc) => fill(doc, 1)))
      await until(() => all.every(({ frames }, at) => frames() > heard[at]!), 20_000)
      took.push(performance.now() - startedAt)
      for (const { close } of all) close()
      await pause(500)
    }
    floor ??= median(took)
    bench.note(
      `B6 ${name}`,
      `${ms(median(took))}, ${times(median(took) / floor)}`,
      `${count} clients, ${took.length} rounds`,
    )
    writer.close()
    await program.stop()
    remove?.()
  }
}

function fill(doc: Y.Doc, paragraphs: number): void {
  const lines = Array.from({ length: paragraphs }, () => {
    const paragraph = new Y.XmlElement('paragraph')
    paragraph.insert(0, [new Y.XmlText('At about 13:35 he stood by the stairs.')])
    return paragraph
  })
  partsOf(doc).whatHappened.push(lines)
}

/** B10: what five who do not read cost the server, and the others, while everybody else types as fast as they can. */
export async function b10(bench: Bench): Promise<void> {
  const forMs = bench.isQuick ? 3_000 : 6_000
  const plan = { records: 1, clients: 50, typists: 10, window, forMs }
  for (const launchOne of contestantsOf(bench)) {
    const without = await measureSaturation(await launchOne(), plan)
    const beside = await measureSaturation(await launchOne(), { ...plan, stalled: 5 })
    const grown = beside.grownMib - without.grownMib
    bench.note(
      `B10 ${beside.name}`,
      `${grown >= 0 ? '+' : ''}${grown.toFixed(0)} MiB; the others ${share(beside.deliveredPerSecond / without.deliveredPerSecond)}`,
      `RSS grew by ${beside.grownMib.toFixed(0)} MiB with five stalled, ${without.grownMib.toFixed(0)} without; ${forMs / 1000} s`,
    )
  }
}

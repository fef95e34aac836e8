// Honest people are never refused, and nobody hostile reaches anybody. Seeded: `SEED=7 npx vitest run test/fuzz.test.ts`
// repeats a run, `FUZZ_UPDATES=40000` makes it long.

import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { createLiveDocument, type LiveDocument } from '../server/sync/record/live-document.ts'
import { readLog } from '../server/sync/storage/journal.ts'
import type { CaseId, MemberId } from '../shared/ids.ts'
import { isShowable, readDrafts, readRecord } from '../shared/record/read.ts'
import { isRoot, partsOf } from '../shared/record/schema.ts'
import { EditorTypist } from './helpers/editor-typist.ts'
import { type Block, bytesOf, type Item, type Pair } from './helpers/handmade-update.ts'
import { type House, openHouse } from './helpers/house.ts'
import { type Copy, joinRecord, until, updateOf } from './helpers/people.ts'
import { createRandom, doSomething, type Random, seedOfRun } from './helpers/seeded-work.ts'

const seed = seedOfRun()
const wanted = Number(process.env.FUZZ_UPDATES ?? 3_000)

describe('[SY5] people in the product’s own editor', () => {
  it(`are refused 0 times in ${wanted} pushes, and all copies end the same (seed ${seed})`, {
    timeout: 600_000,
  }, () => {
    const random = createRandom(seed)
    let pushes = 0
    for (let round = 0; pushes < wanted; round++) pushes += playHonest(random, round)
    expect(pushes).toBeGreaterThanOrEqual(wanted)
  })
})

/** Three typists in one record, now and then away for long. @returns how many pushes it came to */
function playHonest(random: Random, round: number): number {
  const live = createLiveDocument({ seq: 0, epoch: 'e' }, [], new Map())
  const log: Uint8Array[] = []
  const people = [1, 2, 3].map((client) => ({
    typist: new EditorTypist(client + 10 * round),
    member: `${client}` as MemberId,
    heard: 0,
    awayFor: 0,
  }))
  const meet = (person: (typeof people)[number]): void => {
    const { typist, member } = person
    for (let flight = typist.queue.next(); flight && flight !== 'too-big'; flight = typist.queue.next()) {
      const { refusals, effect } = live.run(member, [{ is: 'bytes', update: flight.update }])
      expect(refusals, `seed ${seed}, round ${round}, push ${log.length}`).toEqual([undefined])
      if (effect.update) log.push(effect.update)
      typist.queue.landed(flight)
    }
    for (const update of log.slice(person.heard)) expect(typist.hear(update)).toBe(true)
    person.heard = log.length
  }
  for (let step = 0; step < 400; step++) {
    const person = random.pick(people)
    person.typist.act(random)
    if (person.awayFor > 0) person.awayFor -= 1
    else if (random.below(60) === 0) person.awayFor = random.below(80)
    else meet(person)
  }
  for (const person of [...people, ...people]) meet(person)
  const replayed = new Y.Doc()
  for (const update of log) Y.applyUpdate(replayed, update)
  for (const doc of [replayed, ...people.map(({ typist }) => typist.doc)]) {
    expect(readRecord(doc), `seed ${seed}, round ${round}`).toEqual(readRecord(live.doc))
    const drafts = readDrafts(doc).map(({ fragment }) => fragment)
    for (const fragment of [partsOf(doc).whatHappened, partsOf(doc).whatWeDo, ...drafts])
      expect(isShowable(fragment)).toBe(true)
  }
  return log.length
}

describe('[SY1, SY5] somebody hostile with the right to write', () => {
  let house: House
  beforeEach(async () => {
    house = await openHouse('postgres', { rates: { pushesPerSecond: 1_000_000 } })
  })
  afterEach(() => house.close())

  it(`reaches nobody, holds up nobody, ends nothing (seed ${seed})`, { timeout: 600_000 }, async () => {
    const random = createRandom(seed)
    const people = await house.people({ nkechi: 'chair', hana: 'staff', mallory: 'coordinator' })
    const { id } = await house.report(people.hana)
    const honest = [await joinRecord(people.nkechi, id), await joinRecord(people.hana, id)] as const
    const mallory = await joinRecord(people.mallory, id)
    const members = [people.nkechi.id, people.hana.id]
    const seen: Uint8Array[] = []
    honest[0].socket.on('record:update', ({ update }) => seen.push(new Uint8Array(update as ArrayBuffer)))
    const tally = new Map<string, number>()
    const shots = Math.min(wanted, 20_000)
    for (let shot = 0; shot < shots; shot += 10) {
      for (const [at, copy] of honest.entries()) await write(copy, members[at]!, members, random)
      const pushed = Array.from({ length: 10 }, () => hostile(random, seen, mallory.doc))
      const answers = await Promise.all(pushed.map((update) => mallory.pushBytes(update)))
      // Her own are not sent back to her.
      for (const [at, { ok }] of answers.entries()) if (ok) Y.applyUpdate(mallory.doc, pushed[at]!)
      for (const { ok, why } of answers) tally.set(ok ? 'ok' : why!, (tally.get(ok ? 'ok' : why!) ?? 0) + 1)
    }
    for (const [at, copy] of honest.entries()) await write(copy, members[at]!, members, random)
    await settled(honest, mallory)
    await expectWhole(house, id, [...honest, mallory])
    expect(tally.get('malformed') ?? 0, JSON.stringify([...tally])).toBeGreaterThan(shots / 10)
    console.info(
      `${shots} hostile pushes (seed ${seed}): ${[...tally].map(([why, n]) => `${why} ${n}`).join(', ')}`,
    )
  })

  async function write(copy: Copy, by: MemberId, members: MemberId[], random: Random): Promise<void> {
    let update: Uint8Array
    try {
      update = updateOf(copy.doc, (doc) => doSomething(doc, by, members, random))
    } catch {
      // This step changed nothing.
      return
    }
    expect(await copy.pushBytes(update), `seed ${seed}`).toMatchObject({ ok: true })
  }

  async function settled(honest: readonly Copy[], mallory: Copy): Promise<void> {
    const texts = () => [...honest, mallory].map(({ doc }) => JSON.stringify(readRecord(doc)))
    await until(() => new Set(texts()).size === 1, 20_000)
  }
})

/** Every copy equals the log, nothing waits in any of them, and what they hold is a record. */
async function expectWhole(house: House, caseId: CaseId, copies: readonly Copy[]): Promise<void> {
  const { sealed_key } = await house.db.selectFrom('cases').select('sealed_key').executeTakeFirstOrThrow()
  const replayed = new Y.Doc()
  const rows = await readLog(house.db, caseId, house.sealing.open(caseId, sealed_key), 0)
  for (const { update } of rows) Y.applyUpdate(replayed, update)
  for (const { doc } of [{ doc: replayed }, ...copies]) {
    expect(readRecord(doc), `seed ${seed}`).toEqual(readRecord(replayed))
    expect([doc.store.pendingStructs, doc.store.pendingDs], `seed ${seed}`).toEqual([null, null])
    expect([...doc.share.keys()].every(isRoot)).toBe(true)
  }
}

function hostile(random: Random, seen: readonly Uint8Array[], doc: Y.Doc): Uint8Array {
  const some = (): Uint8Array => (seen.length > 0 ? random.pick(seen) : new Uint8Array([0, 0]))
  switch (random.below(7)) {
    case 0:
      return Uint8Array.from({ length: random.below(60) }, () => random.below(256))
    case 1:
      return some().slice(0, random.below(some().length + 1))
    case 2: {
      const [a, b] = [some(), some()]
      const at = random.below(a.length + 1)
      return Uint8Array.from([...a.slice(0, at), ...b.slice(random.below(b.length + 1))])
    }
    case 3:
    case 4: {
      const bytes = some().slice()
      for (let flips = 1 + random.below(3); flips > 0 && bytes.length > 0; flips--)
        bytes[random.below(bytes.length)]! ^= 1 << random.below(8)
      return bytes
    }
    default:
      return handmade(random, doc)
  }
}

/** Structs and deletions that name what is there, what is not, and each other. */
function handmade(random: Random, doc: Y.Doc): Uint8Array {
  const clients = [...doc.store.clients.keys()]
  const own = 1 + random.below(2 ** 31)
  const pair = (): Pair => {
    const client = random.pick([own, ...clients])
    const clock = Y.getState(doc.store, client)
    return [client, random.below(clock + (random.below(8) === 0 ? 5 : 1))]
  }
  const item = (): Item => {
    const neighbours = {
      ...(random.below(2) && { after: pair() }),
      ...(random.below(2) && { before: pair() }),
    }
    const place = random.pick<object>([
      { root: random.pick(['whatHappened', 'whatWeDo', 'answers', 'tasks', 'drafts', 'secrets']) },
      { inside: pair() },
    ])
    const key =
      random.below(4) === 0 ? { key: random.pick(['acting', 'who', 'what', 'id', random.uuid()]) } : {}
    const content = random.pick<object>([
      { text: random.pick(['a', 'hello', '\u0000', '🙂'.slice(0, 1)]) },
      { element: random.pick(['paragraph', 'listItem', 'script', 'mention']) },
      { list: true },
      { map: true },
      { fragment: true },
      { value: random.pick(['yes', 'exploded']) },
      { gone: 1 + random.below(3) },
    ])
    return { ...neighbours, ...place, ...key, ...content } as Item
  }
  const blocks: Block[] = Array.from({ length: random.below(3) }, () => {
    const client = random.pick([own, own, ...clients])
    const clock = client === own ? 0 : Math.max(0, Y.getState(doc.store, client) - random.below(3))
    return { client, clock, items: Array.from({ length: 1 + random.below(4) }, item) }
  })
  const deletes = Array.from({ length: random.below(3) }, () => {
    const [client, clock] = pair()
    return { client, clock, length: 1 + random.below(5) }
  })
  return bytesOf(blocks, deletes)
}

describe('[SY1] what a push may cost', () => {
  it(`no hostile push takes the process 200 ms, however large (seed ${seed})`, { timeout: 120_000 }, () => {
    const random = createRandom(seed)
    const live = createLiveDocument({ seq: 0, epoch: 'e' }, [], new Map())
    const doc = new Y.Doc()
    const member = 'mallory' as MemberId
    for (let at = 0; at < 400; at++) {
      const update = tryUpdate(doc, (copy) => doSomething(copy, member, [member], random))
      if (update) live.run(member, [{ is: 'bytes', update }])
    }
    let worstMs = 0
    for (let at = 0; at < 300; at++)
      worstMs = Math.max(worstMs, costOf(live, member, large(random, live.doc)))
    console.info(`the costliest of 300 large pushes took ${worstMs.toFixed(1)} ms of CPU (seed ${seed})`)
    expect(worstMs).toBeLessThan(200)
  })
})

function tryUpdate(doc: Y.Doc, change: (doc: Y.Doc) => void): Uint8Array | undefined {
  try {
    return updateOf(doc, change)
  } catch {
    return undefined
  }
}

/** Milliseconds of CPU that judging and, if it is let in, applying takes. */
function costOf(live: LiveDocument, member: MemberId, update: Uint8Array): number {
  const before = process.cpuUsage()
  live.run(member, [{ is: 'bytes', update }])
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}

/** As many structs as one push may have, each as dear as can be thought of. */
function large(random: Random, doc: Y.Doc): Uint8Array {
  const clients = [...doc.store.clients.keys()]
  const own = 1 + random.below(2 ** 31)
  const some = (): Pair => {
    const client = random.pick(clients)
    return [client, random.below(Math.max(1, Y.getState(doc.store, client)))]
  }
  const [left, right] = [some(), some()]
  const shape = random.below(4)
  const items = Array.from({ length: 3_500 }, (_, at): Item => {
    if (shape === 0) return { root: 'whatHappened', element: 'paragraph' }
    if (shape === 1) return { after: left, before: right, text: 'a' }
    if (shape === 2) return { after: some(), ...(at % 2 && { before: some() }), text: 'a' }
    return at === 0
      ? { root: 'whatHappened', element: 'paragraph' }
      : { inside: [own, at - 1], ...(at % 24 === 23 ? { text: 'x' } : { element: 'listItem' }) }
  })
  return bytesOf([{ client: own, clock: 0, items }])
}

// A server that is killed again and again while jobs of every kind run: tasks are told and rung for, pages go from one to the next.
// What reached the devices is counted at a push service of this process, which no kill touches.

import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { expect } from 'vitest'
import { openDatabase } from '../../server/platform/db.ts'
import type { Page, Pages } from '../../shared/http/pages.ts'
import type { CaseId, MemberId, TaskId } from '../../shared/ids.ts'
import { addTask } from '../../shared/record/edit.ts'
import { createPostgresDatabase, type DatabaseKind } from './database.ts'
import { type Copy, enterServer, joinRecord, type Person, report, type TestSocket, until } from './people.ts'
import { Device, openPushService, type PushService } from './push-service.ts'
import { createRandom, type Random } from './seeded-work.ts'
import { expectOnce, type Heard } from './sent-once.ts'
import { type ServerProcess, startServer } from './server-process.ts'

type Name = 'nkechi' | 'tomas' | 'priya' | 'hana'
/** In the order in which they are called. */
const line = ['nkechi', 'tomas', 'priya'] as const
const tasksARound = 8
class KilledJobs {
  readonly #server: ServerProcess
  readonly #service: PushService
  readonly #people: Record<Name, Person>
  readonly #devices = new Map<string, { name: Name; device: Device }>()
  readonly #caseId: CaseId
  readonly #url: string | undefined
  readonly #random: Random
  readonly #acknowledged: TaskId[] = []
  readonly #pages: string[] = []
  readonly #killedAtMs: number[] = []

  private constructor(given: {
    server: ServerProcess
    service: PushService
    people: Record<Name, Person>
    caseId: CaseId
    url: string | undefined
    random: Random
  }) {
    this.#server = given.server
    this.#service = given.service
    this.#people = given.people
    this.#caseId = given.caseId
    this.#url = given.url
    this.#random = given.random
  }

  /** @param ends what to call when all is over */
  static async open(kind: DatabaseKind, random: Random, ends: (() => unknown)[]): Promise<KilledJobs> {
    const service = await openPushService()
    ends.push(service.close)
    const database = kind === 'postgres' ? await createPostgresDatabase() : undefined
    if (database) ends.push(database.drop)
    const env = { PUSH_SERVICES: service.origin, ...(database && { DATABASE_URL: database.url }) }
    const server = await startServer(env)
    ends.push(server.close)
    const sockets = new Set<TestSocket>()
    ends.push(() => sockets.forEach((socket) => void socket.disconnect()))
    const people = await enterServer(server, sockets, {
      ...{ nkechi: 'chair', tomas: 'coordinator', priya: 'coordinator', hana: 'staff' },
    } as const)
    const { id } = await report(people.hana)
    const killed = new KilledJobs({ server, service, people, caseId: id, url: database?.url, random })
    for (const name of line) await killed.#subscribe(name)
    return killed
  }

  async #subscribe(name: Name): Promise<void> {
    const device = new Device(this.#service)
    const { status } = await this.#people[name].ask('PUT', '/api/push/subscription', device.subscription)
    expect(status).toBe(204)
    this.#devices.set(device.path, { name, device })
  }

  /** Work begins, the server is killed in the middle of it; while it is down the time of every call comes. */
  async round(): Promise<void> {
    const record = await joinRecord(this.#people.nkechi, this.#caseId)
    const { id } = await report(this.#people.hana)
    const working = Promise.allSettled([this.#giveTasks(record), this.#callSomebody(id)])
    // The first kill comes when something was taken, so that there is something to lose; how soon that is, is the machine's affair.
    if (this.#killedAtMs.length === 0) await until(() => this.#acknowledged.length > 0, 45_000)
    await pause(20 + this.#random.below(500))
    this.#killedAtMs.push(performance.now())
    await this.#server.kill()
    await working
    await this.#makeCallsDue()
    await this.#server.start()
  }

  async #giveTasks({ socket, push }: Copy): Promise<void> {
    const isCut = new Promise<never>((_, reject) => socket.once('disconnect', reject))
    isCut.catch(() => {})
    for (let n = 0; n < tasksARound; n++) {
      const id = randomUUID() as TaskId
      const { id: who } = this.#people[this.#random.pick(['tomas', 'priya'] as const)]
      const task = { id, what: 'Ask the night porter', who, due: null, dueWords: null }
      const { ok } = await Promise.race([push((doc) => addTask(doc, task)), isCut])
      if (ok) this.#acknowledged.push(id)
    }
  }

  async #callSomebody(id: CaseId): Promise<void> {
    const { status, body } = await this.#people.hana.ask('POST', '/api/pages', { case: id })
    if (status === 201) this.#pages.push((body as { page: Page }).page.id)
  }

  async #makeCallsDue(): Promise<void> {
    const place = { dataDir: this.#server.dataDir, ...(this.#url && { databaseUrl: this.#url }) }
    const { db, close } = await openDatabase(place)
    await sql`update jobs set due_at = now() - interval '1 s' where kind = 'call-next'`.execute(db)
    await close()
  }

  /** Lets everything come to its end, and looks at what came of it. */
  async settle(): Promise<{ heard: number; twice: number; pages: number }> {
    for (let n = 0; n <= line.length; n++) {
      await this.#settled('tell-task', 'ring-device')
      await this.#server.stop()
      await this.#makeCallsDue()
      await this.#server.start()
    }
    await this.#settled('tell-task', 'ring-device', 'call-next')
    const heard = this.#heard()
    const pages = await this.#expectPages(heard)
    await this.#expectTasks(heard)
    return { heard: heard.length, twice: expectOnce(heard, this.#killedAtMs), pages }
  }

  async #settled(...kinds: string[]): Promise<void> {
    const waiting = async () => {
      const text = await (await fetch(`${this.#server.origin}/metrics`)).text()
      return kinds.filter((kind) => !text.includes(`greenroom_jobs_waiting{kind="${kind}"} 0`))
    }
    await until(async () => (await waiting()).length === 0, 45_000)
  }

  #heard(): Heard[] {
    return this.#service.calls.map(({ path, body, headers, atMs }) => {
      const { name, device } = this.#devices.get(path)!
      const { id } = device.open(body) as { id: string }
      return { device: name, id, topic: String(headers.topic), atMs }
    })
  }

  /** Every page went to everybody in line, once each and in order, and every one of them was rung for. */
  async #expectPages(heard: readonly Heard[]): Promise<number> {
    const { body } = await this.#people.nkechi.ask('GET', '/api/pages')
    const { pages } = body as Pages
    const names = (members: readonly MemberId[]) =>
      members.map((id) => line.find((name) => this.#people[name].id === id))
    for (const { id, state, calls } of pages) {
      expect([state, names(calls.map(({ member }) => member))]).toEqual(['unanswered', [...line]])
      for (const name of line) expect(heard.some((one) => one.id === id && one.device === name)).toBe(true)
    }
    const there = new Set<string>(pages.map(({ id }) => id))
    expect(this.#pages.filter((id) => !there.has(id))).toEqual([])
    return pages.length
  }

  /** Whatever is somebody's task was rung for, and what was acknowledged is among it. */
  async #expectTasks(heard: readonly Heard[]): Promise<void> {
    const given = new Set<string>()
    for (const name of ['tomas', 'priya'] as const) {
      const { body } = await this.#people[name].ask('GET', '/api/my/tasks')
      const tasks = (body as { tasks: { id: TaskId }[] }).tasks.map(({ id }) => id)
      for (const id of tasks) given.add(id)
      expect(tasks.filter((id) => !heard.some((one) => one.id === id && one.device === name))).toEqual([])
    }
    expect(this.#acknowledged.filter((id) => !given.has(id))).toEqual([])
  }
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/** So many kills, and what came of them: nothing lost, nothing done twice. Says how many. */
export async function surviveKills(kind: DatabaseKind, rounds: number, seed: number): Promise<void> {
  const ends: (() => unknown)[] = []
  try {
    const killed = await KilledJobs.open(kind, createRandom(seed), ends)
    for (let round = 0; round < rounds; round++) await killed.round()
    const { heard, twice, pages } = await killed.settle()
    expect(heard).toBeGreaterThan(rounds)
    console.info(
      `${kind}, seed ${seed}: ${rounds} kills, ${heard} messages, ${twice} of them sent twice, ${pages} pages`,
    )
  } finally {
    for (const end of ends.reverse()) await end()
  }
}

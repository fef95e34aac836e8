// A server that is killed again and again while tasks are due: in the middle of being given, reminding, ringing. What reached the
// devices is counted at a push service of this process, which no kill touches.

import { randomUUID } from 'node:crypto'
import { expect } from 'vitest'
import type { PushMessage } from '../../shared/http/push.ts'
import type { CaseId, TaskId } from '../../shared/ids.ts'
import { limits } from '../../shared/limits.ts'
import { addTask, setTaskState } from '../../shared/record/edit.ts'
import { readTasks } from '../../shared/record/read.ts'
import { createPostgresDatabase, type DatabaseKind } from './database.ts'
import { type Copy, enterServer, joinRecord, type Person, report, type TestSocket, until } from './people.ts'
import { Device, openPushService, type PushService } from './push-service.ts'
import { createRandom, type Random } from './seeded-work.ts'
import { expectOnce, type Heard } from './sent-once.ts'
import { type ServerProcess, startServer } from './server-process.ts'

/** How long before its reminder a task is due; the late one is the lead's, in a case of its own, by which it is known. */
const aheadMs = { soon: limits.remindAheadMinutes * 60_000, due: 0, late: -limits.lateMinutes * 60_000 }
type Reminder = keyof typeof aheadMs
const tasksARound: readonly Reminder[] = ['soon', 'due', 'soon', 'due', 'late', 'soon', 'due']

type People = Record<'nkechi' | 'hana' | 'priya', Person>
type Given = { server: ServerProcess; service: PushService; people: People; caseId: CaseId; random: Random }

class KilledReminders {
  readonly #given: Given
  readonly #devices = new Map<string, { name: keyof People; device: Device }>()
  /** What somebody has to hear: 'priya reminder <task>'. */
  readonly #owed: string[] = []
  readonly #killedAtMs: number[] = []

  private constructor(given: Given) {
    this.#given = given
  }

  /** @param ends what to call when all is over */
  static async open(kind: DatabaseKind, random: Random, ends: (() => unknown)[]): Promise<KilledReminders> {
    const service = await openPushService()
    ends.push(service.close)
    const database = kind === 'postgres' ? await createPostgresDatabase() : undefined
    if (database) ends.push(database.drop)
    const server = await startServer({
      PUSH_SERVICES: service.origin,
      ...(database && { DATABASE_URL: database.url }),
    })
    ends.push(server.close)
    const sockets = new Set<TestSocket>()
    ends.push(() => sockets.forEach((socket) => void socket.disconnect()))
    const roles = { nkechi: 'chair', hana: 'staff', priya: 'staff' } as const
    const people = await enterServer<keyof People>(server, sockets, roles)
    const { id: caseId } = await report(people.hana)
    const killed = new KilledReminders({ server, service, people, caseId, random })
    for (const name of ['nkechi', 'priya'] as const) await killed.#subscribe(name)
    return killed
  }

  async #subscribe(name: keyof People): Promise<void> {
    const device = new Device(this.#given.service)
    const { status } = await this.#given.people[name].ask(
      'PUT',
      '/api/push/subscription',
      device.subscription,
    )
    expect(status).toBe(204)
    this.#devices.set(device.path, { name, device })
  }

  /** Tasks are given that are due in a moment; in the middle of it the server is killed, and comes back. */
  async round(): Promise<void> {
    const { server, people, caseId, random } = this.#given
    const { id: lateCase } = await report(people.hana)
    const cases = [caseId, lateCase] as const
    const [record, late] = [
      await joinRecord(people.nkechi, cases[0]),
      await joinRecord(people.nkechi, cases[1]),
    ]
    const before = this.#owed.length
    const working = this.#giveTasks(record, late, lateCase)
    // A kill before anything is owed tries nothing: how long that takes is the machine's affair.
    await until(() => this.#owed.length > before, 45_000)
    await pause(random.below(1_000))
    this.#killedAtMs.push(performance.now())
    await server.kill()
    await working
    await server.start()
    await until(() => {
      const heard = new Set(this.#heard().map(({ device, id }) => `${device} ${id}`))
      return this.#owed.every((one) => heard.has(one))
    }, 45_000)
    for (const id of cases) await this.#finish(id)
  }

  async #giveTasks(record: Copy, late: Copy, lateCase: CaseId): Promise<void> {
    let answerMs = 0
    for (const reminder of tasksARound) {
      const id = randomUUID() as TaskId
      const askedMs = Date.now()
      // On a slow machine the answer takes its time; the reminder's must not have gone by before it is there.
      const remindsAtMs = askedMs + 150 + 2 * answerMs + this.#given.random.below(500)
      const due = new Date(remindsAtMs + aheadMs[reminder]).toISOString()
      const task = { id, what: 'Ask the night porter', who: this.#given.people.priya.id, due, dueWords: null }
      const { push } = reminder === 'late' ? late : record
      // A socket that is cut answers nothing any more.
      const said = await push((doc) => addTask(doc, task)).catch(() => undefined)
      if (!said) return
      answerMs = Date.now() - askedMs
      // One that came too late for its reminder is owed none.
      const isOwed = said.ok && Date.now() < remindsAtMs
      if (isOwed) this.#owed.push(reminder === 'late' ? `nkechi ${lateCase}` : `priya ${id}`)
    }
  }

  /** Of what was done nothing reminds later. */
  async #finish(id: CaseId): Promise<void> {
    const { nkechi } = this.#given.people
    const { doc, push, socket } = await joinRecord(nkechi, id)
    for (const { id: task, state } of readTasks(doc))
      if (state !== 'done')
        expect(await push((doc) => setTaskState(doc, task, 'done', nkechi.id))).toMatchObject({ ok: true })
    socket.disconnect()
  }

  /** Lets what is left come to its end. @returns what came of it */
  async settle(): Promise<{ heard: number; owed: number; twice: number }> {
    await until(async () => {
      const text = await (await fetch(`${this.#given.server.origin}/metrics`)).text()
      return ['tell-task', 'ring-device'].every((kind) =>
        text.includes(`greenroom_jobs_waiting{kind="${kind}"} 0`),
      )
    }, 45_000)
    const heard = this.#heard()
    return { heard: heard.length, owed: this.#owed.length, twice: expectOnce(heard, this.#killedAtMs) }
  }

  /** Reminders alone: a task that was given rings, too. */
  #heard(): Heard[] {
    return this.#given.service.calls.flatMap(({ path, body, headers, atMs }) => {
      const { name, device } = this.#devices.get(path)!
      const { kind, id } = device.open(body) as PushMessage
      return kind === 'task' ? [] : [{ device: name, id, topic: String(headers.topic), atMs }]
    })
  }
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/** So many kills while tasks are due, and what came of them: everybody reminded once. Says how many. */
export async function remindThroughKills(kind: DatabaseKind, rounds: number, seed: number): Promise<void> {
  const ends: (() => unknown)[] = []
  try {
    const killed = await KilledReminders.open(kind, createRandom(seed), ends)
    for (let round = 0; round < rounds; round++) await killed.round()
    const { heard, owed, twice } = await killed.settle()
    expect(heard).toBeGreaterThan(0)
    console.info(
      `${kind}, seed ${seed}: ${rounds} kills, ${owed} reminders owed, ${heard} heard, ${twice} of them sent twice`,
    )
  } finally {
    for (const end of ends.reverse()) await end()
  }
}

// Lives of tasks in any order, each from a seed that a failure names: times are set, moved and taken away, tasks change hands, are
// done and taken up again, people are locked out, cases closed, and now and then nobody is there for a while. Whoever is reminded, and
// of what, is worked out beside it from nothing but what was done and when.

import { randomBytes, randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CaseId, MemberId, TaskId } from '#shared/ids.ts'
import type { News } from '#shared/protocol/events.ts'
import type { TaskEvent } from '#shared/tasks/fold.ts'
import type { TaskState } from '#shared/tasks/view.ts'
import { doOne } from '../server/jobs/inside.ts'
import type { InsideKind } from '../server/jobs/kinds.ts'
import { putReminders } from '../server/notify/remind/put-reminders.ts'
import { remindKinds } from '../server/notify/remind/remind-task.ts'
import { kinds, openTestDatabase, type TestDatabase } from './helpers/database.ts'
import { createRandom, type Random, seedOfRun } from './helpers/seeded-work.ts'

const lives = 8
const actsOfALife = 40
const minuteMs = 60_000
const sinceDueMs = { soon: -5 * minuteMs, due: 0, late: 15 * minuteMs } as const
type Kind = keyof typeof sinceDueMs
const all = ['soon', 'due', 'late'] as const

type Act = [name: string, run: () => Promise<void>]
type Task = { due: number | null; who: MemberId | null; state: TaskState; by: MemberId | null }

/** One case with one task, beside the database that holds the same. */
class Life {
  readonly #db: TestDatabase['db']
  readonly #kinds: readonly InsideKind[]
  readonly #random: Random
  readonly #caseId: CaseId
  readonly #task = randomUUID() as TaskId
  readonly #team: readonly MemberId[]
  #now = Date.parse('2026-11-05T09:00:00Z')
  #is: Task | undefined
  #pending: Partial<Record<Kind, number>> = {}
  #lead: MemberId
  #out = new Set<MemberId>()
  #isClosed = false
  readonly told: string[] = []
  readonly expected: string[] = []
  readonly done: string[] = []

  constructor(db: TestDatabase['db'], caseId: CaseId, team: readonly MemberId[], random: Random) {
    this.#db = db
    this.#random = random
    this.#caseId = caseId
    this.#team = team
    this.#lead = team[0]!
    const told = (members: readonly MemberId[], news: News) =>
      void this.told.push(`${members.join()} ${news.kind === 'task' && news.reminds}`)
    const clock = () => new Date(this.#now)
    this.#kinds = remindKinds({ clock, tellMembers: told, wakeJobs: () => {} }) as readonly InsideKind[]
  }

  async act(): Promise<void> {
    const random = this.#random
    const acts: Act[] = [
      ...Array.from({ length: 4 }, (): Act => ['waits', () => this.#wait(1 + random.below(6))]),
      ['a while, and nobody looks', () => this.#pass(1 + random.below(4))],
      ['stands still', () => this.#wait(10 + random.below(40))],
      ['a day and more', () => this.#wait(24 * 60 + random.below(60))],
      ['locks out', () => this.#lockOut(random.pick(this.#team.slice(1)))],
      ['closes, or reopens', () => this.#close()],
      ['leads', () => this.#giveLead(random.pick(this.#team))],
    ]
    if (this.#isClosed) acts.push(...Array<Act>(5).fill(['reopens', () => this.#close()]))
    const due = random.pick([null, -20, -3, 1, 2, 3, 4, 6, 7, 8, 10, 12, 20, 26 * 60])
    const at = due === null ? null : this.#now + due * minuteMs + random.below(minuteMs)
    const who = random.pick([...this.#team, ...this.#team, null])
    if (this.#is) {
      const mine: Act = ['sets a time', () => this.#change({ due: at })]
      const state = random.pick(['open', 'accepted', 'cannot', 'done', 'dropped'] as const)
      acts.push(mine, mine, mine, mine)
      acts.push(['says it otherwise', () => this.#change({})])
      acts.push(['gives', () => this.#change({ who, state: 'open', by: null })])
      acts.push([state, () => this.#change({ state, by: this.#is!.who })])
      acts.push(['removes', () => this.#remove()])
    } else acts.push(...Array(8).fill(['adds', () => this.#add({ due: at, who, state: 'open', by: null })]))
    const [name, act] = random.pick(acts)
    this.done.push(name)
    await act()
  }

  async #pass(minutes: number): Promise<void> {
    this.#now += minutes * minuteMs
  }

  /** Time passes, and only then somebody looks: two nodes at once. */
  async #wait(minutes: number): Promise<void> {
    await this.#pass(minutes)
    this.#expect()
    const turns = async () => {
      for (const kind of this.#kinds) while (await doOne(this.#deps(), kind, () => {}));
    }
    await Promise.all([turns(), turns()])
  }

  #deps() {
    return {
      ...{ db: this.#db, clock: () => new Date(this.#now), isAlone: false, settled: () => {} },
      failed: (error: unknown) => {
        throw error
      },
    }
  }

  /** Whose time has come since somebody looked is told if it is true now, and never again. */
  #expect(): void {
    for (const kind of all) {
      const at = this.#pending[kind]
      if (at === undefined || at > this.#now) continue
      delete this.#pending[kind]
      const whom = this.#whom(kind)
      if (whom) this.expected.push(`${whom} ${kind}`)
    }
  }

  #whom(kind: Kind): MemberId | undefined {
    const is = this.#is
    if (!is?.due || !is.who || this.#isClosed || this.#out.has(is.who)) return undefined
    const isPersonal = is.state === 'cannot' || is.state === 'accepted'
    const counts = isPersonal && is.by !== is.who ? 'open' : is.state
    if (counts !== 'open' && counts !== 'accepted') return undefined
    const next = all[all.indexOf(kind) + 1]
    if (next && is.due + sinceDueMs[next] <= this.#now) return undefined
    if (kind !== 'late') return is.who
    return this.#out.has(this.#lead) ? undefined : this.#lead
  }

  #setPending(due: number | null): void {
    this.#pending = {}
    for (const kind of all)
      if (due !== null && due + sinceDueMs[kind] > this.#now) this.#pending[kind] = due + sinceDueMs[kind]
  }

  async #add(task: Task): Promise<void> {
    this.#is = task
    this.#setPending(task.due)
    const said = { what: '', who: task.who, due: iso(task.due), dueWords: null }
    await this.#write({ kind: 'added', ...said, ...this.#by() })
  }

  async #change(change: Partial<Task>): Promise<void> {
    const before = this.#is!
    this.#is = { ...before, ...change }
    if (this.#is.due !== before.due) this.#setPending(this.#is.due)
    const [due, was] = [iso(this.#is.due), iso(before.due)]
    await this.#write({
      ...{ kind: 'rescheduled', due, dueWords: 'anew', ...this.#by() },
      before: { due: was, dueWords: null },
    })
  }

  async #remove(): Promise<void> {
    this.#is = undefined
    this.#pending = {}
    await this.#write({ kind: 'removed', who: null, what: '', ...this.#by() })
  }

  #by = () => ({ task: this.#task, author: this.#team[0]! })

  async #write(event: TaskEvent): Promise<void> {
    const of = { case_id: this.#caseId, task_id: this.#task }
    await this.#db.transaction().execute(async (trx) => {
      await trx.deleteFrom('tasks').where('task_id', '=', this.#task).execute()
      const is = this.#is
      if (is)
        await sql`insert into tasks (case_id, task_id, sealed_what, who, due, state, by, sealed_order, added_by)
          values (${of.case_id}, ${of.task_id}, '', ${is.who}, ${iso(is.due)}, ${is.state}, ${is.by}, '',
            ${this.#team[0]})`.execute(trx)
      await putReminders(trx, { caseId: this.#caseId, events: [event] }, new Date(this.#now))
    })
  }

  async #lockOut(member: MemberId): Promise<void> {
    const isOut = this.#out.delete(member)
    if (!isOut) this.#out.add(member)
    const values = { case_id: this.#caseId, member_id: member }
    if (isOut)
      await sql`delete from case_exclusions where case_id = ${values.case_id} and member_id = ${member}`.execute(
        this.#db,
      )
    else
      await sql`insert into case_exclusions (case_id, member_id) values (${values.case_id}, ${member})`.execute(
        this.#db,
      )
  }

  async #close(): Promise<void> {
    this.#isClosed = !this.#isClosed
    const stage = this.#isClosed ? 'closed' : 'acting'
    await this.#db.updateTable('cases').set({ stage }).where('id', '=', this.#caseId).execute()
  }

  async #giveLead(member: MemberId): Promise<void> {
    this.#lead = member
    const access = this.#db.updateTable('case_access').where('case_id', '=', this.#caseId)
    await access.set({ level: 'write' }).execute()
    await access.set({ level: 'lead' }).where('member_id', '=', member).execute()
  }
}

const iso = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString())

describe.each(kinds)('[RM1, RM2, RM3] reminders in any order, on %s', (kind) => {
  let database: TestDatabase
  const event = randomUUID()
  const team = [0, 1, 2].map(() => randomUUID() as MemberId)
  beforeAll(async () => {
    database = await openTestDatabase(kind)
    const { db } = database
    await sql`insert into events (id, name, time_zone) values (${event}, 'E', 'UTC')`.execute(db)
    for (const member of team)
      await sql`insert into members (id, event_id, name, role, email, password_hash, colour, confirmed_at)
        values (${member}, ${event}, 'X', 'coordinator', ${member}, '-', 1, now())`.execute(db)
  })
  afterAll(() => database.close())

  const openCase = async (): Promise<CaseId> => {
    const { db } = database
    // Each life begins at the same hour: of those before nothing is to come.
    await db.deleteFrom('jobs').execute()
    const id = randomUUID() as CaseId
    await sql`insert into cases (id, event_id, code_name, stage, reported_by, sealed_key)
      values (${id}, ${event}, ${id}, 'acting', ${team[0]}, ${randomBytes(8)})`.execute(db)
    for (const member of team)
      await sql`insert into case_access (case_id, member_id, level, conflict)
        values (${id}, ${member}, ${member === team[0] ? 'lead' : 'write'}, 'none')`.execute(db)
    return id
  }

  const first = seedOfRun()
  it(`${lives} lives of a task from seed ${first} on`, { timeout: 120_000 }, async () => {
    let told = 0
    for (let seed = first; seed < first + lives; seed++) {
      const life = new Life(database.db, await openCase(), team, createRandom(seed))
      for (let n = 0; n < actsOfALife; n++) {
        await life.act()
        expect(life.told.toSorted(), `seed ${seed}: ${life.done.join(', ')}`).toEqual(
          life.expected.toSorted(),
        )
      }
      told += life.told.length
    }
    expect(told).toBeGreaterThan(lives / 4)
  })
})

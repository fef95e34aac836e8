// The runner of jobs on real databases: what is put in with a commit is done once, by one node, also when it fails, when somebody
// ends in the middle, and whatever the clock does.

import { randomUUID } from 'node:crypto'
import { pino } from 'pino'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { wordJobs } from '../server/case/word-jobs.ts'
import { callNextJob } from '../server/escalation/call-next.ts'
import type { Outcome } from '../server/jobs/deps.ts'
import { insideKind, type JobKind, type JobType, outsideKind, type Tried } from '../server/jobs/kinds.ts'
import { createLeaseWatch } from '../server/jobs/outside.ts'
import { enqueue, type NewJob, takeOn } from '../server/jobs/rows.ts'
import { createRunner, type Runner } from '../server/jobs/runner.ts'
import { remindJobs, ringDevice, tellTask } from '../server/notify/jobs.ts'
import { type DatabaseKind, kinds, openTestDatabase, type TestDatabase } from './helpers/database.ts'
import { openHouse } from './helpers/house.ts'
import { until } from './helpers/people.ts'

const About = z.strictObject({ one: z.uuid() })
type About = z.output<typeof About>
const type: JobType<About> = { name: 'of-tests', about: About }
const spec = {
  ...{ backoffMs: () => 1_000, mostTries: 3, mostAheadMs: 60_000 },
  isStillWanted: async (): Promise<boolean> => true,
}

let database: TestDatabase
let done: string[]
let settled: Outcome[]
let failures: [unknown, string | undefined][]
/** How far the clock runs ahead. */
let aheadMs: number
const runners: Runner[] = []
const clock = () => new Date(Date.now() + aheadMs)

const open = (kind: JobKind, isAlone = true): Runner => {
  const runner = createRunner(
    {
      ...{ db: database.db, clock, isAlone },
      settled: (_, outcome) => void settled.push(outcome),
      failed: (error, name) => void failures.push([error, name]),
    },
    [kind],
  )
  runners.push(runner)
  return runner
}
const put = (jobs: readonly NewJob<About>[]) =>
  database.db.transaction().execute((trx) => enqueue(trx, type, jobs, clock()))
const putOne = async (more: Partial<NewJob<About>> = {}): Promise<string> => {
  const one = randomUUID()
  await put([{ key: one, about: { one }, ...more }])
  return one
}
const rows = () => database.db.selectFrom('jobs').selectAll().execute()
const doing = insideKind(type, {
  ...spec,
  run:
    async (_, { one }) =>
    () =>
      void done.push(one),
})

const start = async (kind: DatabaseKind) => {
  database = await openTestDatabase(kind)
  done = []
  settled = []
  failures = []
  aheadMs = 0
}

describe.each(kinds)('jobs on %s', (kind) => {
  beforeEach(() => start(kind))
  afterEach(async () => {
    vi.restoreAllMocks()
    for (const runner of runners.splice(0)) await runner.close()
    await database.close()
  })

  it('[JB1] there is none without its commit, and none is done before it', async () => {
    const runner = open(doing)
    const one = randomUUID()
    const rolledBack = database.db.transaction().execute(async (trx) => {
      await enqueue(trx, type, [{ key: one, about: { one } }], clock())
      throw new Error('not committed')
    })
    await expect(rolledBack).rejects.toThrow('not committed')
    const other = await putOne()
    runner.wake(type)
    await until(() => done.length === 1)
    expect(done).toEqual([other])
    expect(await rows()).toEqual([])
  })

  it('[JB1] what follows is put in by the commit that does it, also under its own key', async () => {
    const again = insideKind(type, {
      ...spec,
      run: async (trx, { one }) => {
        const isOver = done.length === 3
        if (!isOver) await enqueue(trx, type, [{ key: 'one', about: { one } }], clock())
        return () => void done.push(one)
      },
    })
    const one = await putOne({ key: 'one' })
    open(again).wake(type)
    await until(() => done.length === 4)
    expect(done).toEqual([one, one, one, one])
    expect(await rows()).toEqual([])
  })

  it('[JB1] a job in the place of another is done in its stead, also while that one is under way', async () => {
    const underWay = Promise.withResolvers<Tried>()
    const slow = outsideKind(type, {
      ...spec,
      send: async ({ about }) => {
        done.push(about.one)
        return done.length === 1 ? underWay.promise : { is: 'done' }
      },
    })
    const runner = open(slow)
    const first = await putOne({ key: 'same' })
    runner.wake(type)
    await until(() => done.length === 1)
    const second = await putOne({ key: 'same' })
    underWay.resolve({ is: 'done' })
    await until(() => done.length === 2)
    expect(done).toEqual([first, second])
    await until(async () => (await rows()).length === 0)
  })

  it('[JB2] a hundred of them are each done once, though two runners are woken again and again', async () => {
    const both = [open(doing, false), open(doing, false)]
    const all = Array.from({ length: 100 }, () => randomUUID())
    for (const one of all) {
      await put([{ key: one, about: { one } }])
      for (const runner of both) runner.wake(type)
    }
    await until(() => done.length >= all.length, 15_000)
    await until(async () => (await rows()).length === 0)
    expect(done.toSorted()).toEqual(all.toSorted())
    expect(failures).toEqual([])
  })

  it('[JB3] what is not wanted any more is not done, and gone', async () => {
    const unwanted = insideKind(type, {
      ...spec,
      isStillWanted: async () => false,
      run:
        async (_, { one }) =>
        () =>
          void done.push(one),
    })
    await putOne()
    open(unwanted).wake(type)
    await until(() => settled.length === 1)
    expect([settled, done, await rows()]).toEqual([['unwanted'], [], []])
  })

  it('[JB4, SY21] what fails rests, holds up no other, and is given up in the end; under its kind’s name', async () => {
    const broken = await putOne()
    const other = await putOne()
    const given: string[] = []
    const failing = insideKind(type, {
      ...spec,
      run: async (_, { one }) => {
        if (one === broken) throw new Error('broken')
        return () => void done.push(one)
      },
      giveUp:
        async (_, { one }) =>
        () =>
          void given.push(one),
    })
    const runner = open(failing)
    runner.wake(type)
    await until(() => done.length === 1)
    expect(done).toEqual([other])
    await until(async () => (await rows())[0]?.tries === 1)
    const [row] = await rows()
    expect(row!.due_at!.getTime() - clock().getTime()).toBeGreaterThan(0)
    for (const tries of [2, 3]) {
      aheadMs += 1_500
      runner.wake(type)
      await until(() => failures.length === tries)
    }
    await until(() => given.length === 1)
    expect([given, await rows()]).toEqual([[broken], []])
    expect(settled.filter((one) => one === 'failed')).toHaveLength(3)
    expect(new Set(failures.map(([, name]) => name))).toEqual(new Set(['of-tests']))
  })

  it('[JB4] what cannot be read is given up too, and so is what nobody can give up in order', async () => {
    const ends = insideKind(type, {
      ...spec,
      mostTries: 1,
      run: async () => () => {},
      giveUp: async () => Promise.reject(new Error('nor this')),
    })
    await put([{ key: 'x', about: { one: 'no id' } as About }])
    open(ends).wake(type)
    await until(() => settled.includes('given-up'))
    await until(async () => (await rows()).length === 0)
  })

  it('[JB4] what is worth nothing after its time is not done then', async () => {
    await putOne({
      dueAt: new Date(clock().getTime() + 30_000),
      expiresAt: new Date(clock().getTime() + 60_000),
    })
    aheadMs += 61_000
    open(doing).wake(type)
    await until(() => settled.length === 1)
    expect([settled, done, await rows()]).toEqual([['given-up'], [], []])
  })

  it('[PG4] one for later waits for its time, and not for an hour to pass twice', async () => {
    const runner = open(doing)
    const one = await putOne({ dueAt: new Date(clock().getTime() + 50_000) })
    const atOnce = await putOne()
    runner.wake(type)
    await until(() => done.length === 1)
    expect(done).toEqual([atOnce])
    aheadMs -= 3_600_000
    runner.wake(type)
    await until(() => done.length === 2)
    expect(done).toEqual([atOnce, one])
  })

  it('[PG4, JB2] a clock that is put forward or back gives no job that is under way to another node', async () => {
    const underWay = Promise.withResolvers<Tried>()
    const slow = outsideKind(type, {
      ...spec,
      send: async ({ about }) => {
        done.push(about.one)
        return underWay.promise
      },
    })
    const both = [open(slow, false), open(slow, false)]
    const one = await putOne()
    both[0]!.wake(type)
    await until(() => done.length === 1)
    for (const jumpMs of [2 * 3_600_000, -4 * 3_600_000]) {
      aheadMs += jumpMs
      const other = await putOne()
      for (const runner of both) runner.wake(type)
      await until(() => done.includes(other))
    }
    expect(done.filter((sent) => sent === one)).toHaveLength(1)
    underWay.resolve({ is: 'done' })
    await until(async () => (await rows()).length === 0)
  })

  it('[JB2] what a node that ended had taken is free for another after a while, and at once where there is no other', async () => {
    const { db } = database
    await putOne()
    const gone = randomUUID()
    const ofTests = { name: type.name, mostAheadMs: spec.mostAheadMs }
    const taken = async () => (await rows())[0]!.taken_by
    await takeOn(db, ofTests, clock(), 1, gone)
    const now = vi.spyOn(performance, 'now').mockReturnValue(0)
    const watch = createLeaseWatch({ db, isAlone: false }, randomUUID(), () => false)
    await watch()
    now.mockReturnValue(14_000)
    await watch()
    expect(await taken()).toBe(gone)
    // It lives: it has let go of it and taken it anew.
    await db.updateTable('jobs').set({ tries: 2 }).execute()
    now.mockReturnValue(16_000)
    await watch()
    expect(await taken()).toBe(gone)
    now.mockReturnValue(31_000)
    await watch()
    expect(await taken()).toBeNull()
    await takeOn(db, ofTests, clock(), 1, gone)
    await createLeaseWatch({ db, isAlone: true }, randomUUID(), () => false)()
    expect(await taken()).toBeNull()
  })

  it('[JB2] who closes waits for what is under way, and leaves the rest', async () => {
    const underWay = Promise.withResolvers<Tried>()
    const slow = outsideKind(type, {
      ...spec,
      send: async ({ about }) => {
        done.push(about.one)
        return underWay.promise
      },
    })
    const runner = open(slow)
    await putOne()
    runner.wake(type)
    await until(() => done.length === 1)
    const closing = runner.close()
    const left = await putOne()
    runner.wake(type)
    underWay.resolve({ is: 'done' })
    await closing
    expect((await rows()).map(({ key }) => key)).toEqual([left])
    expect(done).toHaveLength(1)
  })

  it('[JB4] a service that asks for later is asked again then, and never sooner than the kind allows', async () => {
    const answers: Tried[] = [{ is: 'again', inMs: 40_000 }, { is: 'again' }, { is: 'done' }]
    const busy = outsideKind(type, { ...spec, send: async () => answers.shift()! })
    const runner = open(busy)
    await putOne()
    runner.wake(type)
    const inMs = async () => ((await rows())[0]!.due_at?.getTime() ?? 0) - clock().getTime()
    await until(async () => answers.length === 2 && (await inMs()) > 30_000)
    expect((await rows())[0]).toMatchObject({ tries: 1, taken_by: null })
    aheadMs += 40_001
    runner.wake(type)
    await until(async () => answers.length <= 1 && (await rows())[0]?.tries === 2)
    // It wakes by itself when its time has come.
    await until(async () => (await rows()).length === 0)
    expect(settled).toEqual(['again', 'again', 'done'])
  })
})

it('[JB4] what fails is logged under its subject and kind, without what it is about', async () => {
  const lines: string[] = []
  const log = pino({ level: 'error' }, { write: (line: string) => void lines.push(line) })
  const house = await openHouse('postgres', { log })
  const secret = randomUUID()
  const broken = { name: 'call-next', about: z.looseObject({}) }
  await house.db
    .transaction()
    .execute((trx) => enqueue(trx, broken, [{ key: secret, about: { of: secret } }], new Date()))
  await until(() => lines.length > 0, 10_000)
  await house.close()
  expect(JSON.parse(lines[0]!)).toMatchObject({ part: 'escalation', job: 'call-next', msg: 'a job failed' })
  expect(lines.join()).not.toContain(secret)
})

it('[WM8] what jobs are about is ids and nothing else', () => {
  const words = Object.values(wordJobs).flatMap((jobs) => Object.values(jobs))
  for (const { about } of [tellTask, ringDevice, callNextJob, ...Object.values(remindJobs), ...words]) {
    const { anyOf, ...one } = z.toJSONSchema(about, { io: 'input' })
    for (const shape of anyOf ?? [one]) {
      const { properties, additionalProperties } = shape as z.core.JSONSchema.ObjectSchema
      expect(additionalProperties).toBe(false)
      expect(Object.keys(properties ?? {}).length).toBeGreaterThan(0)
      for (const property of Object.values(properties ?? {}))
        expect(property).toMatchObject({ format: 'uuid' })
    }
  }
})

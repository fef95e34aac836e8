// What waited in the tables of the version before there were jobs is done by this one, on either database.

import { randomBytes, randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterEach, describe, expect, it } from 'vitest'
import type { MemberId } from '#shared/ids.ts'
import { readTables, type Scope, shareOf } from '../server/backup/tables.ts'
import { keepSubscription } from '../server/notify/push/subscriptions.ts'
import type { Actor } from '../server/platform/actor.ts'
import { type OpenDatabase, openDatabase, openThrowAwayDatabase } from '../server/platform/db.ts'
import { migrateTo } from '../server/platform/migrate.ts'
import { createSealing } from '../server/platform/sealing.ts'
import { createPostgresDatabase, type DatabaseKind, kinds } from './helpers/database.ts'
import { openApp } from './helpers/house.ts'
import { until } from './helpers/people.ts'
import { Device, openPushService } from './helpers/push-service.ts'

const before =
  '01-first 02-snapshots 04-rights-version 05-bus 06-room-display 07-web-push 08-waiting-phones 09-paging 10-who-may-lead 11-sealed-places 12-counters 13-accounts 15-arrivals 16-until-given'
    .split(' ')
    .map((name) => `00${name}`)
const ends: (() => unknown)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

async function openFormer(kind: DatabaseKind): Promise<OpenDatabase> {
  const opened = await (kind === 'embedded' ? openThrowAwayDatabase() : openEmptyPostgres())
  ends.push(opened.close)
  await opened.db.transaction().execute((trx) => migrateTo(trx, before))
  return opened
}
async function openEmptyPostgres(): Promise<OpenDatabase> {
  const { url, drop } = await createPostgresDatabase(true)
  ends.push(drop)
  return openDatabase({ databaseUrl: url, dataDir: '' })
}

describe.each(kinds)('[TT1, NO2, PG1] a database of before there were jobs, on %s', (kind) => {
  it('tells, rings and calls all that waited in it', { timeout: 60_000 }, async () => {
    const service = await openPushService()
    ends.push(service.close)
    const { db, migrate } = await openFormer(kind)
    const sealing = createSealing(new Uint8Array(32).fill(7))
    const [event, caseId, page] = [randomUUID(), randomUUID(), randomUUID()]
    const [hana, nkechi, tomas] = [randomUUID(), randomUUID(), randomUUID()]
    await sql`insert into events (id, name, time_zone) values (${event}, 'E', 'UTC')`.execute(db)
    for (const [id, role] of [
      [hana, 'staff'],
      [nkechi, 'chair'],
      [tomas, 'coordinator'],
    ] as const)
      await sql`insert into members (id, event_id, name, role, email, password_hash, colour, confirmed_at)
        values (${id}, ${event}, 'X', ${role}, ${id}, '-', 1, now())`.execute(db)
    await sql`insert into cases (id, event_id, code_name, stage, reported_by, sealed_key)
      values (${caseId}, ${event}, 'Cedar Lark', 'new', ${hana}, ${randomBytes(8)})`.execute(db)
    const devices = new Map<string, Device>()
    for (const member of [hana, nkechi, tomas]) {
      const session = randomUUID()
      await sql`insert into sessions (token_hash, id, member_id, created_at, expires_at, proved_at)
        values (${randomBytes(32)}, ${session}, ${member}, now(), now() + interval '1 day', now())`.execute(
        db,
      )
      const device = new Device(service)
      devices.set(member, device)
      const actor = { session, member: member as MemberId } as Actor
      await keepSubscription(db, sealing, actor, device.subscription, new Date())
    }
    const subscriptions = await db.selectFrom('push_subscriptions').select(['id', 'member_id']).execute()
    const deviceOf = (member: string) => subscriptions.find(({ member_id }) => member_id === member)!.id
    const [told, rung, tried, settled] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()]
    for (const task of [told, rung, tried, settled])
      await sql`insert into tasks (case_id, task_id, sealed_what, who, state, sealed_order, added_by)
        values (${caseId}, ${task}, '', ${hana}, 'open', '', ${nkechi})`.execute(db)
    for (const [task, settledAt] of [
      [told, null],
      [told, null],
      [settled, new Date()],
    ] as const)
      await sql`insert into outbox (id, member_id, case_id, task_id, kind, settled_at)
        values (${randomUUID()}, ${hana}, ${caseId}, ${task}, 'assigned', ${settledAt})`.execute(db)
    for (const [task, tries] of [
      [rung, 0],
      [tried, 1],
    ] as const)
      await sql`insert into pushes (id, subscription_id, member_id, case_id, task_id, tries, due_at, expires_at)
        values (${randomUUID()}, ${deviceOf(hana)}, ${hana}, ${caseId}, ${task}, ${tries},
          now() - interval '1 s', now() + interval '1 h')`.execute(db)
    await sql`insert into pages (id, event_id, made_by, made_at, is_for_all, next_at)
      values (${page}, ${event}, ${hana}, now(), false, now() - interval '1 s')`.execute(db)
    await sql`insert into page_calls (page_id, member_id, called_at)
      values (${page}, ${nkechi}, now() - interval '61 s')`.execute(db)
    await sql`insert into pushes (id, subscription_id, member_id, page_id, due_at, expires_at)
      values (${randomUUID()}, ${deviceOf(nkechi)}, ${nkechi}, ${page}, now(), now() + interval '1 h')`.execute(
      db,
    )

    await migrate()
    const app = await openApp(db, sealing, { token: undefined }, { pushServices: [service.origin] })
    ends.push(app.close)
    const heard = () =>
      service.calls.map(({ path, body }) => {
        const [member, device] = [...devices].find(([, one]) => one.path === path)!
        return `${member} ${(device.open(body) as { id: string }).id}`
      })
    const all = [
      ...[told, rung, tried].map((task) => `${hana} ${task}`),
      `${nkechi} ${page}`,
      `${tomas} ${page}`,
    ]
    await until(() => all.every((one) => heard().includes(one)), 10_000)
    expect(heard().toSorted()).toEqual(all.toSorted())
    // Its case is owed words, of which jobs of this version remind.
    const left = () => db.selectFrom('jobs').select('kind').where('kind', 'not like', 'remind-%').execute()
    await until(async () => (await left()).length === 1)
    expect(await left()).toEqual([{ kind: 'call-next' }])
  })

  it('[BK4, BK5] a move of it takes along what waits, and a backup does not', {
    timeout: 60_000,
  }, async () => {
    const { db } = await openFormer(kind)
    const names = async (scope: Scope) =>
      (await readTables(db)).flatMap(({ name }) => (shareOf(name, scope) ? [name] : []))
    expect(await names('everything')).toEqual(expect.arrayContaining(['outbox', 'pushes', 'pages']))
    expect((await names('backup')).filter((name) => /outbox|pushes|jobs/.test(name))).toEqual([])
  })
})

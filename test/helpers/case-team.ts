// A server with a team in it and a clock that the test sets: Nkechi the chair, Tomás and Lena coordinators,
// Hana, Maria, Dawit, Priya and Aroha staff. What acts tell is written down on its way.

import { randomBytes, randomInt, randomUUID } from 'node:crypto'
import type { CaseDetail, Level, ReportAnswer, ReportAsk } from '#shared/http/cases.ts'
import type { Role } from '#shared/http/people.ts'
import type { CaseId, EventId, MemberId, TaskId } from '#shared/ids.ts'
import type { News } from '#shared/protocol/events.ts'
import type { TaskView } from '#shared/tasks/view.ts'
import { listeningPort } from '../../server/app.ts'
import { membersOf } from '../../server/case/rights.ts'
import { sealTask } from '../../server/case/sealed-rows.ts'
import { createCaseSeals } from '../../server/case/seals.ts'
import { drawToken, hashToken } from '../../server/people/tokens.ts'
import { createSealing } from '../../server/platform/sealing.ts'
import { uncounted } from './asking.ts'
import { type DatabaseKind, openTestDatabase } from './database.ts'
import { openApp } from './house.ts'

const team = {
  Nkechi: ['Nkechi Obi', 'chair'],
  Tomás: ['Tomás Rivera', 'coordinator'],
  Lena: ['Lena Brandt', 'coordinator'],
  Hana: ['Hana Okafor', 'staff'],
  Maria: ['Maria Duarte', 'staff'],
  Dawit: ['Dawit Bekele', 'staff'],
  Priya: ['Priya Nair', 'staff'],
  Aroha: ['Aroha Ngata', 'staff'],
} as const satisfies Record<string, readonly [string, Role]>
export type Name = keyof typeof team

export type Told = { kind: 'case' | 'members' | 'cut'; to: MemberId[]; news?: News }
type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** Opens a server with the whole team signed in. */
export async function openTeam(kind: DatabaseKind) {
  const { db, close } = await openTestDatabase(kind)
  const sealing = createSealing(randomBytes(32))
  let now = new Date('2026-05-04T12:00:00.000Z')
  const clock = () => now
  const event = randomUUID() as EventId
  await db.insertInto('events').values({ id: event, name: 'Meridian', time_zone: 'Europe/Lisbon' }).execute()

  const ids = {} as Record<Name, MemberId>
  const cookies = {} as Record<Name, string>
  const signIn = async (member: MemberId): Promise<string> => {
    const token = drawToken()
    const expires_at = new Date('2030-01-01T00:00:00Z')
    const row = { token_hash: hashToken(token), id: randomUUID(), member_id: member }
    await db
      .insertInto('sessions')
      .values({ ...row, created_at: now, expires_at, proved_at: now })
      .execute()
    return `greenroom=${token}`
  }
  for (const [at, [name, [full, role]]] of Object.entries(team).entries()) {
    const id = randomUUID() as MemberId
    const row = { id, event_id: event, name: full, role, email: `${at}@example.org`, password_hash: '-' }
    const created_at = new Date(now.getTime() + at * 1000)
    await db
      .insertInto('members')
      .values({ ...row, colour: at + 1, created_at, confirmed_at: now, ended_at: null })
      .execute()
    ids[name as Name] = id
    cookies[name as Name] = await signIn(id)
  }

  const told: Told[] = []
  const draws: { random: (below: number) => number } = { random: (below) => randomInt(below) }
  const seals = createCaseSeals(sealing)
  const { app, close: closeApp } = await openApp(
    db,
    sealing,
    { token: undefined },
    {
      clock,
      asking: uncounted,
      tellingThrough: (deps) => ({
        ...deps,
        randomInt: (below) => draws.random(below),
        async rightsChanged(caseId, members) {
          told.push({ kind: 'cut', to: members })
          await deps.rightsChanged(caseId, members)
        },
        async tellCase(caseId, news) {
          told.push({ kind: 'case', to: await membersOf(db, caseId), news })
          await deps.tellCase(caseId, news)
        },
        tellMembers(members, news) {
          told.push({ kind: 'members', to: members, news })
          deps.tellMembers(members, news)
        },
      }),
    },
  )

  const askAs = async (cookie: string, method: Method, path: string, body?: unknown) => {
    const origin = `http://127.0.0.1:${listeningPort(app)}`
    const headers = { cookie, origin, ...(body === undefined ? {} : { 'content-type': 'application/json' }) }
    const payload = body === undefined ? undefined : JSON.stringify(body)
    const answer = await app.inject({ method, url: `/api${path}`, headers, payload })
    return { status: answer.statusCode, headers: answer.headers, text: answer.body, body: read(answer.body) }
  }
  const ask = (name: Name, method: Method, path: string, body?: unknown) =>
    askAs(cookies[name], method, path, body)

  /** A file as its bytes. */
  const askBytes = async (name: Name, path: string, type: string, payload: Uint8Array) => {
    const origin = `http://127.0.0.1:${listeningPort(app)}`
    const headers = { cookie: cookies[name], origin, 'content-type': type }
    const answer = await app.inject({
      ...{ method: 'POST', url: `/api${path}`, headers },
      payload: Buffer.from(payload),
    })
    return { status: answer.statusCode, body: read(answer.body) }
  }

  return {
    askBytes,
    db,
    ids,
    event,
    seals,
    told,
    draws,
    cookies,
    ask,
    askAs,
    signIn,
    clock,
    later: (ms: number) => {
      now = new Date(now.getTime() + ms)
    },
    /** Takes a report and answers the case it is in. */
    async report(name: Name, more: Partial<ReportAsk> = {}): Promise<ReportAnswer> {
      const { status, text, body } = await ask(name, 'POST', '/reports', {
        whatHappened: 'He shouted.',
        ...more,
      })
      if (status !== 201) throw new Error(text)
      return body
    },
    async give(caseId: CaseId, to: Name, level: Level, by: Name = 'Nkechi') {
      const { status, text } = await ask(by, 'PUT', `/cases/${caseId}/access/${ids[to]}`, { level })
      if (status !== 204) throw new Error(text)
    },
    /** Everybody who is asked about a conflict has none; the chair says so first. @returns who was asked */
    async answerChecks(): Promise<Name[]> {
      const asked: Name[] = []
      for (const name of Object.keys(ids) as Name[]) {
        const { checks } = (await ask(name, 'GET', '/my/conflict-checks')).body ?? {}
        for (const check of checks ?? []) {
          const { status, text } = await ask(name, 'POST', `/cases/${check.case}/conflict`, {
            answer: 'none',
          })
          if (status !== 204) throw new Error(text)
          asked.push(name)
        }
      }
      return asked
    },
    /** Somebody who has joined by a link of Tomás from this case, and waits. */
    async arrive(caseId: CaseId): Promise<MemberId> {
      const id = randomUUID() as MemberId
      const account = { name: 'Amara Diallo', role: 'staff', password_hash: '-', colour: 1 } as const
      await db
        .insertInto('members')
        .values({
          id,
          event_id: event,
          email: `${id}@example.org`,
          created_at: now,
          ended_at: null,
          ...account,
        })
        .execute()
      const row = { level: 'read', invited_by: ids.Tomás, arrived_at: now } as const
      await db
        .insertInto('case_arrivals')
        .values({ member_id: id, case_id: caseId, ...row })
        .execute()
      return id
    },
    async detail(name: Name, caseId: CaseId): Promise<CaseDetail> {
      return (await ask(name, 'GET', `/cases/${caseId}`)).body
    },
    /** A task as the projection would have it. */
    async addTask(caseId: CaseId, given: Partial<TaskView> & { assignedAt?: Date; stateAt?: Date } = {}) {
      const id = given.id ?? (randomUUID() as TaskId)
      const seal = await seals.sealOf(db, caseId)
      const { what = 'Fetch the footage', dueWords = null, who = null, state = 'open', by = null } = given
      const times = {
        assigned_at: given.assignedAt ?? now,
        delivered_at: null,
        state_at: given.stateAt ?? null,
      }
      const given_by = { added_by: ids.Tomás, assigned_by: ids.Tomás }
      const due = given.due ? new Date(given.due) : null
      await db
        .insertInto('tasks')
        .values({
          ...{ case_id: caseId, task_id: id, who, due, state, by },
          ...sealTask(seal, { id, what, dueWords, order: given.order ?? 'a0' }),
          ...given_by,
          ...times,
        })
        .execute()
      return id
    },
    async close() {
      await closeApp()
      await close()
    },
  }
}
export type Team = Awaited<ReturnType<typeof openTeam>>

// biome-ignore lint/suspicious/noExplicitAny: tests read answers as they come
function read(text: string): any {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

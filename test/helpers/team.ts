// A server of the team, and browsers that keep their cookie. The clock stands still until it is moved, and what acts tell the
// rest of the server is written down on its way.

import type { FastifyBaseLogger, FastifyInstance, InjectOptions } from 'fastify'
import type { Role } from '#shared/http/people.ts'
import type { CaseId, MemberId } from '#shared/ids.ts'
import { endDueAccounts } from '../../server/people/ends.ts'
import type { PeopleDeps } from '../../server/people/people-deps.ts'
import { createSetup } from '../../server/people/setup.ts'
import type { Db } from '../../server/platform/db.ts'
import { createSealing } from '../../server/platform/sealing.ts'
import { uncounted } from './asking.ts'
import { openApp } from './house.ts'

export const origin = 'http://127.0.0.1:8080'
export const rightPassword = 'a long walk by the river'

export type Team = Awaited<ReturnType<typeof openTeam>>
type More = { clock?: { now: Date }; publicUrl?: string; clientDir?: string }

/** One server on this database; open a second one to restart. */
export async function openTeam(db: Db, { clock = { now: new Date() }, publicUrl, clientDir }: More = {}) {
  const log = createLogOfLines()
  const ended = { sessions: [] as string[], members: [] as MemberId[] }
  const here = new Set<MemberId>()
  const changed: { member: MemberId; isAnew: boolean }[] = []
  const lost: CaseId[] = []
  let deps: PeopleDeps | undefined
  const setup = await createSetup(db)
  const sealing = createSealing(new Uint8Array(32).fill(7))
  const { app, sessions, close } = await openApp(db, sealing, setup, {
    clock: () => clock.now,
    config: { publicUrl },
    ...(clientDir !== undefined && { clientDir }),
    log,
    asking: uncounted,
    moreOrigins: () => [origin],
    tellingOfTeamThrough: (own) => {
      deps = {
        ...own,
        isHere: (member) => here.has(member) || own.isHere(member),
        memberEnded: (member, leads) => {
          ended.members.push(member)
          return own.memberEnded(member, leads)
        },
        memberChanged: (member, isAnew = false) => {
          changed.push({ member, isAnew })
          return own.memberChanged(member, isAnew)
        },
        memberRecovered: (member, leads) => {
          lost.push(...leads.cases)
          return own.memberRecovered(member, leads)
        },
      }
      return deps
    },
  })
  sessions.onEnded((session) => ended.sessions.push(session))
  return {
    app,
    sessions,
    setup,
    clock,
    ended,
    here,
    changed,
    lost,
    /** What is done once a minute. */
    endDue: () => endDueAccounts(deps!),
    lines: log.lines,
    browser: () => openBrowser(app),
    close,
  }
}

export type Answer = {
  status: number
  // biome-ignore lint/suspicious/noExplicitAny: what a test reads out of an answer, it also expects
  body: any
  text: string
  headers: Record<string, unknown>
}
export type Browser = ReturnType<typeof openBrowser>

export function openBrowser(app: FastifyInstance) {
  const browser = {
    /** Of the session. */
    cookie: undefined as string | undefined,
    /** That this browser has been here before. */
    device: undefined as string | undefined,
    keep(cookie: string) {
      if (cookie.includes('greenroom-device=')) browser.device = cookie
      else browser.cookie = cookie
    },
    async ask(
      method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
      url: string,
      sent?: unknown,
      headers = {},
    ): Promise<Answer> {
      const cookie = [browser.cookie, browser.device].filter(Boolean).join('; ')
      const own = { origin, ...(cookie && { cookie }), ...headers }
      const payload = sent as InjectOptions['payload']
      const answer = await app.inject({ method, url, headers: own, ...(sent !== undefined && { payload }) })
      for (const set of [answer.headers['set-cookie'] ?? []].flat()) browser.keep(set.split(';')[0]!)
      const isJson = String(answer.headers['content-type']).includes('json')
      return {
        status: answer.statusCode,
        body: isJson ? answer.json() : undefined,
        text: answer.body,
        headers: answer.headers,
      }
    },
    get: (url: string) => browser.ask('GET', url),
    post: (url: string, body?: unknown) => browser.ask('POST', url, body),
    patch: (url: string, body: unknown) => browser.ask('PATCH', url, body),
    remove: (url: string) => browser.ask('DELETE', url),
  }
  return browser
}

/** Nkechi sets up, and is the chair. */
export async function setUpByNkechi(team: Team): Promise<Browser> {
  const nkechi = team.browser()
  const answer = await nkechi.post('/api/setup', setUpAsk(team.setup.token!))
  if (answer.status !== 201) throw new Error(answer.text)
  return nkechi
}

export const setUpAsk = (token: string) => ({
  token,
  event: { name: 'Halyard Conf 2026', timeZone: 'Europe/Lisbon' },
  name: 'Nkechi Obi',
  email: 'nkechi@example.org',
  password: rightPassword,
})

/** Somebody whom the host invites, in a browser of their own. */
export async function join(team: Team, host: Browser, name: string, role: Role = 'staff'): Promise<Browser> {
  const { body } = await host.post('/api/invitations', { role })
  const guest = team.browser()
  const answer = await guest.post('/api/invitations/accept', acceptAsk(body.token, name))
  if (answer.status !== 201) throw new Error(answer.text)
  if (role !== 'staff') await host.post(`/api/members/${answer.body.member.id}/confirm`)
  return guest
}

export const acceptAsk = (token: string, name: string) => ({
  token,
  name,
  email: `${name.toLowerCase()}@example.org`,
  password: rightPassword,
})

/** A logger that keeps its lines, as text, to look through. */
export function createLogOfLines(): FastifyBaseLogger & { lines: string[] } {
  const lines: string[] = []
  const write = (...said: unknown[]) => void lines.push(JSON.stringify(said))
  const log = { fatal: write, error: write, warn: write, info: write, debug: write, trace: write }
  const whole = { ...log, lines, level: 'info', silent() {}, child: () => whole } as FastifyBaseLogger & {
    lines: string[]
  }
  return whole
}

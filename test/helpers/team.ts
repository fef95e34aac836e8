// The team's routes on a real database, and browsers that keep their cookie. The clock stands still until it is moved.

import type { FastifyBaseLogger, InjectOptions } from 'fastify'
import type { Role } from '#shared/http/people.ts'
import type { CaseId, MemberId } from '#shared/ids.ts'
import { createCaseSeals } from '../../server/case/seals.ts'
import { endDueAccounts } from '../../server/people/ends.ts'
import type { PeopleDeps } from '../../server/people/people-deps.ts'
import { createRoutes } from '../../server/people/route.ts'
import { peopleRoutes } from '../../server/people/routes.ts'
import { createSessions } from '../../server/people/sessions.ts'
import { createSetup } from '../../server/people/setup.ts'
import type { Db } from '../../server/platform/db.ts'
import { createSealing } from '../../server/platform/sealing.ts'
import { createWeb, isServedOverHttps } from '../../server/platform/web.ts'

export const origin = 'http://127.0.0.1:8080'
export const rightPassword = 'a long walk by the river'

export type Team = Awaited<ReturnType<typeof openTeam>>
type More = { clock?: { now: Date }; publicUrl?: string; clientDir?: string; isReady?: () => boolean }

/** One server of the team on this database; open a second one to restart. */
export async function openTeam(db: Db, { clock = { now: new Date() }, ...more }: More = {}) {
  const log = createLogOfLines()
  const config = { publicUrl: more.publicUrl }
  const ended = { sessions: [] as string[], members: [] as MemberId[] }
  const here = new Set<MemberId>()
  const changed: { member: MemberId; isAnew: boolean }[] = []
  const lost: CaseId[] = []
  const sessions = createSessions({ db, clock: () => clock.now, isSecure: isServedOverHttps(config) })
  sessions.onEnded((session) => ended.sessions.push(session))
  const setup = await createSetup(db)
  const origins = () => [more.publicUrl ?? origin]
  const app = await createWeb({ config, log, origins, isReady: () => true, ...more })
  const routes = createRoutes(app, { findActor: sessions.findActor, clock: () => clock.now })
  const sealing = createSealing(new Uint8Array(32).fill(7))
  const deps: PeopleDeps = {
    db,
    clock: () => clock.now,
    sessions,
    setup,
    sealing,
    seals: createCaseSeals(sealing),
    handOver: async () => () => {},
    isDemo: false,
    origins,
    isHere: (member) => here.has(member),
    memberEnded: (member) => void ended.members.push(member),
    sessionsHere: () => [],
    memberChanged: (member, isAnew = false) => void changed.push({ member, isAnew }),
    memberRecovered: async (_, { cases }) => void lost.push(...cases),
    membersChanged: () => {},
    arrived: () => {},
    casesChanged: async () => {},
  }
  peopleRoutes(routes, deps)
  return {
    app,
    routes,
    sessions,
    setup,
    clock,
    ended,
    here,
    changed,
    lost,
    /** What is done once a minute. */
    endDue: () => endDueAccounts(deps),
    lines: log.lines,
    browser: () => openBrowser(app),
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

function openBrowser(app: Awaited<ReturnType<typeof createWeb>>) {
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

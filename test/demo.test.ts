// The demo as a program: started like anybody starts it, told by what it prints, three people in one browser.

import { type ChildProcess, spawn } from 'node:child_process'
import { request } from 'node:http'
import { networkInterfaces } from 'node:os'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openHouse } from './helpers/house.ts'

const start = fileURLToPath(new URL('../server/start.ts', import.meta.url))

let demo: ChildProcess
let printed = ''
let origin: URL

async function startDemo(env: Record<string, string>) {
  const child = spawn(process.execPath, [start, '--demo'], {
    env: { ...process.env, HOST: '127.0.0.1', PORT: '0', DATABASE_URL: '', PUBLIC_URL: '', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let lines = ''
  await new Promise<void>((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`the demo ended with ${code}`)))
    child.stdout.on('data', (chunk) => {
      lines += chunk
      if (/^staff: .*\n/m.test(lines)) resolve()
    })
  })
  return { child, printed: () => lines }
}

async function endDemo(child: ChildProcess): Promise<void> {
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGTERM')
  await ended
}

const phoneAddresses = () =>
  Object.values(networkInterfaces())
    .flatMap((list) => list ?? [])
    .filter(({ internal, family }) => !internal && family === 'IPv4')

beforeAll(async () => {
  const started = await startDemo({})
  demo = started.child
  printed = started.printed()
  origin = new URL(/^Greenroom is ready at (\S+)$/m.exec(printed)![1]!)
}, 240_000)

afterAll(() => endDemo(demo))

type Answer = { status: number; cookie: string | undefined; location: string | undefined; body: string }

/** Asks as a browser does that found the host name on this machine by itself. */
function visit(url: string, cookie = ''): Promise<Answer> {
  const { host, pathname } = new URL(url)
  return new Promise((resolve, reject) => {
    const ask = request(
      { host: '127.0.0.1', port: origin.port, path: pathname, headers: { host, cookie } },
      (answer) => {
        let body = ''
        answer.on('data', (chunk) => {
          body += chunk
        })
        answer.on('end', () =>
          resolve({
            status: answer.statusCode!,
            cookie: answer.headers['set-cookie']?.[0]?.split(';')[0],
            location: answer.headers.location,
            body,
          }),
        )
      },
    )
    ask.once('error', reject)
    ask.end()
  })
}

const linkOf = (guest: string): string => new RegExp(`^${guest}: (\\S+)$`, 'm').exec(printed)![1]!

it('prints a link for the chair, the coordinator and a staff member, each on a host of their own', () => {
  const hosts = ['chair', 'coordinator', 'staff'].map((guest) => new URL(linkOf(guest)).host)
  expect(hosts).toEqual(['chair', 'coordinator', 'staff'].map((name) => `${name}.localhost:${origin.port}`))
})

it('lets the three in side by side: each link is somebody else, and one cookie does not replace another', async () => {
  const roles = []
  for (const guest of ['chair', 'coordinator', 'staff']) {
    const link = linkOf(guest)
    const entered = await visit(link)
    expect(entered).toMatchObject({ status: 302, location: '/' })
    expect(entered.cookie).toMatch(/^greenroom=./)
    const me = await visit(new URL('/api/me', link).href, entered.cookie)
    roles.push(JSON.parse(me.body).member.role)
  }
  expect(roles).toEqual(['chair', 'coordinator', 'staff'])
})

it('shows a board that is worth looking at: nine cases, one of them in a meeting, nothing late', async () => {
  const link = linkOf('coordinator')
  const { cookie } = await visit(link)
  const { cases } = JSON.parse((await visit(new URL('/api/cases', link).href, cookie)).body)
  expect(cases).toHaveLength(9)
  expect(cases.filter((one: { meeting: unknown }) => one.meeting)).toMatchObject([
    { codeName: 'Amber Heron', stage: 'meeting', tasks: { done: 1, total: 5 } },
  ])
  const dues = cases.flatMap((one: { next: { due: string } | null }) => one.next?.due ?? [])
  expect(dues.every((due: string) => Date.parse(due) > Date.now())).toBe(true)
})

it('gives numbers to call, so that the card and what is handed over show what they are for', async () => {
  const link = linkOf('staff')
  const { cookie } = await visit(link)
  const { numbers } = JSON.parse((await visit(new URL('/api/numbers', link).href, cookie)).body)
  expect(numbers.map(({ use }: { use: string }) => use)).toEqual(
    expect.arrayContaining(['security', 'emergency', 'team', 'other']),
  )
})

it('has somebody on duty now, with a number to call', async () => {
  const link = linkOf('coordinator')
  const { cookie } = await visit(link)
  const { shifts } = JSON.parse((await visit(new URL('/api/roster', link).href, cookie)).body)
  const members = JSON.parse((await visit(new URL('/api/members', link).href, cookie)).body)
  const now = Date.now()
  const onDuty = shifts.filter(
    ({ from, to }: { from: string; to: string }) => Date.parse(from) <= now && now < Date.parse(to),
  )
  expect(onDuty.length).toBeGreaterThan(2)
  for (const { member } of onDuty)
    expect(members.find(({ id }: { id: string }) => id === member).phone).toMatch(/^555 /)
})

it('lets nobody in under another host name', async () => {
  for (const host of ['127.0.0.1', 'localhost', 'somebody.localhost', 'chair.localhost.example.org'])
    expect((await visit(`http://${host}:${origin.port}/demo/sign-in`)).status).toBe(404)
})

describe('from a phone or another machine', () => {
  /** What a demo prints that is started with this, and how it answers; it has ended then. */
  async function look<T>(env: Record<string, string>, see: (printed: string) => Promise<T>): Promise<T> {
    const { child, printed: lines } = await startDemo(env)
    try {
      return await see(lines())
    } finally {
      await endDemo(child)
    }
  }
  const linksIn = (text: string): [string, string][] =>
    [...text.matchAll(/^(chair|coordinator|staff): (\S+)$/gm)].map((match) => [match[1]!, match[2]!])

  it('with PUBLIC_URL the links lead there, one per person, each with a word of its own, and say what this is', async () => {
    await look({ PUBLIC_URL: 'https://demo.example.org' }, async (lines) => {
      const links = linksIn(lines)
      expect(links.map(([guest]) => guest)).toEqual(['chair', 'coordinator', 'staff'])
      for (const [, url] of links)
        expect(url).toMatch(/^https:\/\/demo\.example\.org\/demo\/sign-in\/[\w-]{43}$/)
      expect(new Set(links.map(([, url]) => url)).size).toBe(3)
      expect(lines).toMatch(/^This is a demo: everything in it is invented/m)
      expect(lines).toMatch(/put nothing real into it/)
    })
  }, 120_000)

  it('with HOST=0.0.0.0 whoever has a link is that person, and nobody else is let in', async () => {
    await look({ HOST: '0.0.0.0' }, async (lines) => {
      const port = new URL(/is ready at (\S+)/.exec(lines)![1]!).port
      const far = linksIn(lines).filter(([, url]) => !url.includes('.localhost'))
      const roles = []
      for (const [guest, url] of far.slice(0, 3)) {
        const entered = await fetch(url, { redirect: 'manual' })
        const cookie = entered.headers.get('set-cookie')!.split(';')[0]!
        const me = await fetch(new URL('/api/me', url), { headers: { cookie } })
        roles.push([guest, ((await me.json()) as { member: { role: string } }).member.role])
      }
      const expected = ['chair', 'coordinator', 'staff'].map((role) => [role, role])
      expect(roles).toEqual(phoneAddresses().length > 0 ? expected : [])
      expect(linksIn(lines).filter(([, url]) => url.includes('.localhost'))).toHaveLength(3)
      for (const path of ['/demo/sign-in', '/demo/sign-in/chair', `/demo/sign-in/${'x'.repeat(43)}`])
        expect((await fetch(`http://127.0.0.1:${port}${path}`, { redirect: 'manual' })).status).toBe(404)
    })
  }, 120_000)
})

it('has no such door outside the demo', async () => {
  const house = await openHouse('embedded')
  try {
    const answer = await fetch(`${house.origin}/demo/sign-in`, { redirect: 'manual' })
    expect(answer.status).toBe(404)
    expect(answer.headers.getSetCookie()).toEqual([])
  } finally {
    await house.close()
  }
})

// The demo as a program: started like anybody starts it, told by what it prints, three people in one browser.

import { type ChildProcess, spawn } from 'node:child_process'
import { request } from 'node:http'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openHouse } from './helpers/house.ts'

const start = fileURLToPath(new URL('../server/start.ts', import.meta.url))

let demo: ChildProcess
let printed = ''
let origin: URL

beforeAll(async () => {
  demo = spawn(process.execPath, [start, '--demo'], {
    env: { ...process.env, HOST: '127.0.0.1', PORT: '0', DATABASE_URL: '', PUBLIC_URL: '' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await new Promise<void>((resolve, reject) => {
    demo.once('exit', (code) => reject(new Error(`the demo ended with ${code}`)))
    demo.stdout!.on('data', (chunk) => {
      printed += chunk
      if (/^staff: .*\n/m.test(printed)) resolve()
    })
  })
  origin = new URL(/^Greenroom is ready at (\S+)$/m.exec(printed)![1]!)
}, 120_000)

afterAll(async () => {
  const ended = new Promise((resolve) => demo.once('exit', resolve))
  demo.kill('SIGTERM')
  await ended
})

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

it('lets nobody in under another host name', async () => {
  for (const host of ['127.0.0.1', 'localhost', 'somebody.localhost', 'chair.localhost.example.org'])
    expect((await visit(`http://${host}:${origin.port}/demo/sign-in`)).status).toBe(404)
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

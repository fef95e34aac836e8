// `npm run dev` as a developer has it: three people by links, the client as it is written, and a server that starts anew when
// one of its files changes.

import { type ChildProcess, spawn } from 'node:child_process'
import { utimesSync } from 'node:fs'
import { request } from 'node:http'
import { type AddressInfo, createServer } from 'node:net'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { until } from './helpers/people.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
let dev: ChildProcess
let printed = ''
let front = 0

const freePort = () =>
  new Promise<number>((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      server.close(() => resolve(port))
    })
  })

type Answer = { status: number; cookie: string; text: string }
/** As a browser asks, which finds `chair.localhost` by itself. */
const get = (path: string, cookie = '') =>
  new Promise<Answer>((resolve, reject) => {
    const headers = { host: `chair.localhost:${front}`, cookie }
    request({ port: front, host: '127.0.0.1', path, headers }, async (response) => {
      const chunks: Buffer[] = []
      for await (const chunk of response) chunks.push(chunk)
      const [first = ''] = response.headers['set-cookie'] ?? []
      resolve({
        status: response.statusCode!,
        cookie: first.split(';')[0]!,
        text: Buffer.concat(chunks).toString(),
      })
    })
      .on('error', reject)
      .end()
  })
const nameByLink = async () => {
  const { cookie } = await get('/demo/sign-in')
  return JSON.parse((await get('/api/me', cookie)).text).member?.name
}

beforeAll(async () => {
  front = await freePort()
  const env = { ...process.env, PORT: String(await freePort()), DEV_PORT: String(front), HOST: '127.0.0.1' }
  dev = spawn(process.execPath, ['server/run.cjs', 'server/dev.ts'], {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  dev.stdout!.on('data', (chunk) => {
    printed += chunk
  })
  await until(() => /^staff: .*\n/m.test(printed), 110_000)
}, 120_000)

it('says where, and the links sign people in', async () => {
  expect(printed).toContain(`chair: http://chair.localhost:${front}/demo/sign-in\n`)
  expect(await nameByLink()).toBe('Nkechi Adeyemi')
})

it('hands out the client as it is written', async () => {
  expect((await get('/')).text).toContain('/@vite/client')
  const { status, text } = await get('/main.tsx')
  expect([status, text.includes('sourceMappingURL')]).toEqual([200, true])
})

it('starts the server anew when one of its files changes, and the same links work', async () => {
  const now = new Date()
  utimesSync(`${root}/server/demo/demo.ts`, now, now)
  await until(() => printed.includes('The server has started anew.'), 60_000)
  expect(await nameByLink()).toBe('Nkechi Adeyemi')
}, 80_000)

afterAll(async () => {
  const ended = new Promise((resolve) => dev.once('exit', resolve))
  dev.kill('SIGTERM')
  await ended
  await until(() =>
    get('/').then(
      () => false,
      () => true,
    ),
  )
}, 30_000)

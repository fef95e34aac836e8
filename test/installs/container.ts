// The steps of docs/operate/Containerfile without an engine: each stage in a folder of its own, with what is copied into it and
// nothing else, and the npm lines run there. What an engine alone can do (users, layers, volumes) is not tried.

import { cpSync, existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { home, type Machine, run } from './machine.ts'

type Stage = { name: string; workdir: string; steps: { is: string; rest: string }[] }

function readStages(file: string): Stage[] {
  const text = readFileSync(file, 'utf8').replace(/^#.*$/gm, '').replaceAll('\\\n', ' ')
  const stages: Stage[] = []
  for (const line of text.split('\n').filter(Boolean)) {
    const [is = '', rest = ''] = [line.slice(0, line.indexOf(' ')), line.slice(line.indexOf(' ') + 1).trim()]
    if (is === 'FROM') stages.push({ name: / AS (\S+)$/.exec(rest)?.[1] ?? 'last', workdir: '/', steps: [] })
    else if (is === 'WORKDIR') stages.at(-1)!.workdir = rest
    else stages.at(-1)!.steps.push({ is, rest })
  }
  return stages
}

/** @returns the folder of the last stage, and what went wrong if something did */
export async function runContainerSteps(
  checkout: string,
  machine: Machine,
): Promise<{ cwd: string; wrong?: string }> {
  const stages = readStages(join(checkout, 'docs/operate/Containerfile'))
  const rootOf = (name: string): string => join(home, `container-${name}`)
  let cwd = ''
  for (const { name, workdir, steps } of stages) {
    cwd = join(rootOf(name), workdir)
    mkdirSync(cwd, { recursive: true })
    for (const { is, rest } of steps) {
      if (is === 'COPY') copy(rest, checkout, cwd, rootOf)
      if (is !== 'RUN' || !rest.startsWith('npm ')) continue
      const { code, output } = await run('sh', ['-c', rest], { cwd, env: machine.env })
      if (code !== 0) return { cwd, wrong: `${rest}: ${output.slice(-500)}` }
    }
  }
  return { cwd }
}

function copy(what: string, checkout: string, cwd: string, rootOf: (stage: string) => string): void {
  const [, stage, files = ''] = /^(?:--from=(\S+) )?(.*)$/.exec(what) ?? []
  const paths = files.split(' ')
  const to = paths.pop()!
  const isFolder = to.endsWith('/')
  for (const path of paths) {
    const from = join(stage ? rootOf(stage) : checkout, path)
    if (!existsSync(from)) throw new Error(`there is no ${path} to copy`)
    cpSync(from, join(cwd, isFolder ? join(to, path) : to), { recursive: true })
  }
}

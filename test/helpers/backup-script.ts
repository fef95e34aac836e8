// The commands for backups as processes of their own, as whoever runs Greenroom starts them.

import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { inject } from 'vitest'
import { at, type Door, type Person } from './people.ts'

export type Script = 'backup' | 'restore' | 'move'
export type Ended = { code: number | null; signal: string | null; said: string; printed: string }
export type Running = { child: ChildProcess; ended: Promise<Ended> }

/** Starts one with an environment of its own. */
export function startScript(script: Script, args: readonly string[], env: Record<string, string>): Running {
  const file = fileURLToPath(new URL(`../../server/backup/${script}.ts`, import.meta.url))
  const child = spawn(process.execPath, [file, ...args], {
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let [printed, said] = ['', '']
  child.stdout.on('data', (bytes: Buffer) => {
    printed += bytes.toString()
  })
  child.stderr.on('data', (bytes: Buffer) => {
    said += bytes.toString()
  })
  const ended = new Promise<Ended>((resolve) =>
    child.once('close', (code, signal) => resolve({ code, signal, said, printed })),
  )
  return { child, ended }
}

/** Runs one to its end. */
export const runScript = (script: Script, args: readonly string[], env: Record<string, string>) =>
  startScript(script, args, env).ended

/** A data directory with an empty database in it: to have one unpacked takes a moment, to have one made takes many. */
export function prepareDataDir(dataDir: string): string {
  mkdirSync(join(dataDir, 'db'), { recursive: true, mode: 0o700 })
  execFileSync('tar', ['-C', join(dataDir, 'db'), '-xf', inject('embeddedImageFile')], { stdio: 'ignore' })
  return dataDir
}

/** The same person after signing in anew, by the password that all people of the tests have. */
export async function signInAgain(door: Door, person: Person, email: string): Promise<Person> {
  const answer = await fetch(`${door.origin}/api/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password: 'a long enough password' }),
  })
  if (answer.status !== 200) throw new Error(`could not sign in: ${answer.status} ${await answer.text()}`)
  return at(door, { ...person, cookie: answer.headers.getSetCookie()[0]!.split(';')[0]! })
}

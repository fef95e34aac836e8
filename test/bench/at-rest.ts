// The server by itself: how long it takes to be there, and what it holds in memory when nobody does anything.

import type { TestSocket } from '../helpers/people.ts'
import { enterTeam } from './event.ts'
import { pause } from './figures.ts'
import { type Home, launchServer, type Program, residentMib } from './program.ts'

/** In milliseconds since the process was spawned. */
export type StartUp = { healthy: number; ready: number }

/** Starts and stops the server; the first time makes the database and is not counted. */
export async function measureStartUps(
  home: Home,
  runs: number,
): Promise<{ first: StartUp; next: StartUp[] }> {
  const all: StartUp[] = []
  for (let run = 0; run <= runs; run++) {
    const server = await launchServer(home)
    const [healthy, ready] = await Promise.all([untilHealthy(server), server.says('is ready at')])
    all.push({ healthy: healthy - server.spawnedAt, ready: ready - server.spawnedAt })
    await server.stop()
  }
  return { first: all[0]!, next: all.slice(1) }
}

async function untilHealthy(server: Program): Promise<number> {
  const end = performance.now() + 60_000
  while (performance.now() < end) {
    const answer = await fetch(`${server.origin}/api/health`).catch(() => undefined)
    await answer?.arrayBuffer()
    if (answer?.status === 200) return performance.now()
    await pause(5)
  }
  throw new Error('the server never was healthy')
}

export type Rest = { mib: number; kibPerSocket: number }

/** Resident memory of the server's process, some seconds after a start; then what each idle connection adds. */
export async function measureRest(home: Home, restMs: number, sockets: number): Promise<Rest> {
  const server = await launchServer(home)
  await server.says('is ready at')
  await pause(restMs)
  const mib = residentMib(server.pid)
  const team = await enterTeam(server, 1)
  const before = residentMib(server.pid)
  const open: TestSocket[] = []
  while (open.length < sockets) {
    const few = Math.min(25, sockets - open.length)
    open.push(...(await Promise.all(Array.from({ length: few }, () => team.people[0]!.connect()))))
  }
  await pause(restMs)
  const kibPerSocket = ((residentMib(server.pid) - before) * 1024) / sockets
  for (const socket of open) socket.disconnect()
  await server.stop()
  return { mib, kibPerSocket }
}

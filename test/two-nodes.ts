// `npm run two-nodes`: two nodes on one PostgreSQL, to try out what they do together. On DATABASE_URL, or without it on a
// PostgreSQL of the development packages that is gone afterwards. Ends both, and what it started, with Ctrl-C.

import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { startPostgres } from './helpers/postgres-server.ts'

const firstPort = Number(process.env.PORT || 8080)
const given = process.env.DATABASE_URL
const postgres = given === undefined ? await startPostgres({ isDurable: true }) : undefined
const dataDir = process.env.DATA_DIR ?? mkdtempSync(join(tmpdir(), 'greenroom-nodes-'))
const nodes: ChildProcess[] = []

/** Resolves once the node says that it is ready: the second one shares the key that the first one makes. */
function startNode(port: number): Promise<void> {
  const script = fileURLToPath(new URL('../server/start.ts', import.meta.url))
  const env = { ...process.env, DATABASE_URL: given ?? postgres!.url, DATA_DIR: dataDir, PORT: String(port) }
  const node = spawn(process.execPath, [script], { env, stdio: ['ignore', 'pipe', 'inherit'] })
  nodes.push(node)
  return new Promise((resolve, reject) => {
    node.stdout.on('data', (bytes: Buffer) => {
      process.stdout.write(bytes)
      if (bytes.includes('is ready at')) resolve()
    })
    node.once('exit', (code) => {
      reject(new Error(`the node on port ${port} ended with ${code}`))
      void end()
    })
  })
}

let isEnding = false
async function end(): Promise<void> {
  if (isEnding) return
  isEnding = true
  await Promise.all(
    nodes
      .filter((node) => node.exitCode === null && node.signalCode === null)
      .map((node) => {
        const gone = new Promise((resolve) => node.once('exit', resolve))
        node.kill('SIGTERM')
        return gone
      }),
  )
  await postgres?.stop()
  if (process.env.DATA_DIR === undefined) rmSync(dataDir, { recursive: true, force: true })
  process.exit(0)
}
process.on('SIGINT', () => void end())
process.on('SIGTERM', () => void end())

await startNode(firstPort)
await startNode(firstPort + 1)
process.stdout.write(
  'Two nodes, one database. A browser that is signed in at one is signed in at the other.\n',
)

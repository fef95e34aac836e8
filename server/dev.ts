// What `npm run dev` runs: a server with the demo's invented event on a throw-away database, which starts again whenever one of
// its files changes, and Vite before it, which hands out the client as it is written. The links that sign one in stay the same.

import { type ChildProcess, spawn } from 'node:child_process'
import { createServer, type ViteDevServer } from 'vite'
import { localGuestLinks } from './demo/sign-in.ts'
import { readConfig } from './platform/config.ts'
import { StartRefused } from './platform/errors.ts'
import { needNode, stop, stopUnforeseen } from './platform/terminal.ts'

needNode('npm run dev')

/** Where browsers go; the server stands behind it, at PORT. */
const frontPort = Number(process.env.DEV_PORT || 5173)
const readyLine = /^Greenroom is ready at /m

/** Node itself watches every file that the server has read. Its demo links would lead past Vite: they are told from here. */
function startServer(ready: () => void): ChildProcess {
  const child = spawn(
    process.execPath,
    ['--watch', '--watch-preserve-output', 'server/start.ts', '--demo', '--unbuilt'],
    {
      stdio: ['inherit', 'pipe', 'inherit'],
    },
  )
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    if (readyLine.test(text)) ready()
  })
  return child
}

async function startFront(): Promise<ViteDevServer> {
  const front = await createServer({
    configFile: 'vite.config.ts',
    server: { port: frontPort, strictPort: true },
  })
  return front.listen()
}

try {
  const config = readConfig(process.env)
  const front = await startFront()
  const say = (words: string) => process.stdout.write(`${words}\n`)
  let isFirst = true
  const server = startServer(() => {
    if (!isFirst) return say('The server has started anew. Sign in again by the same links.')
    isFirst = false
    say(
      'Ready. Three people side by side in one browser; everything is invented and gone with each start of the server:',
    )
    for (const { guest, url } of localGuestLinks({ ...config, publicUrl: undefined }, frontPort))
      say(`${guest}: ${url}`)
  })
  const end = async () => {
    server.kill('SIGTERM')
    await front.close()
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void end())
  server.on('exit', (code) => void front.close().then(() => process.exit(code ?? 0)))
} catch (error) {
  if (error instanceof StartRefused) stop(error.message)
  stopUnforeseen('The development server could not start', error)
}

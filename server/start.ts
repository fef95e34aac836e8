// What `npm start`, `npm run demo` and `npm run build` run: a Node that is new enough, then the server. Whatever keeps it from starting
// is said in one sentence and ends with exit code 2.
// Nothing else is imported before the version was looked at: an old Node could not even read the other files.

import { needNode, stop, stopUnforeseen } from './platform/terminal.ts'

const notStarted = (error: unknown): never => stopUnforeseen('Greenroom could not start', error)

needNode('npm start')
process.once('uncaughtException', notStarted)
const { StartRefused } = await import('./platform/errors.ts')
const { buildClient, placesBeside } = await import('./build-client.ts')
const isAsked = (flag: string): boolean => process.argv.includes(flag)
const [isDemo, onlyBuilds, isUnbuilt] = [isAsked('--demo'), isAsked('--build'), isAsked('--unbuilt')]
try {
  if (onlyBuilds) {
    process.stdout.write(`The client is built: ${await buildClient({ saysWhy: true })}\n`)
    process.exit(0)
  }
  const { announce, endOnSignals, start } = await import('./main.ts')
  const findClient = (dataDir: string) => buildClient({ otherPlaces: placesBeside(dataDir, isDemo) })
  // Vite stands before the server of `npm run dev` and hands out the client.
  const started = await start({ isDemo, ...(!isUnbuilt && { findClient }) })
  process.off('uncaughtException', notStarted)
  endOnSignals(started)
  announce(started)
} catch (error) {
  if (error instanceof StartRefused) stop(error.message)
  notStarted(error)
}

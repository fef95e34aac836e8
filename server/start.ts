// What `npm start` and `npm run demo` run: a Node that is new enough, a client that is built, then the server.
// Nothing is imported before the version was looked at: an old Node could not even read the other files.

/** Exit code for "cannot start as asked"; what a mistake in the environment ends with. */
const refused = 2

function isNodeNewEnough(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  return major > 22 || (major === 22 && minor >= 18)
}

/** One sentence for the person at the terminal. */
function stop(sentence: string): never {
  process.stderr.write(`${sentence}\n`)
  process.exit(refused)
}

if (!isNodeNewEnough(process.versions.node)) {
  stop(
    `Greenroom needs Node 22.18 or newer, and this is ${process.versions.node}: start it with "npm start".`,
  )
}
const { buildClient } = await import('./build-client.ts')
await buildClient()
const { announce, endOnSignals, start } = await import('./main.ts')
const { StartRefused } = await import('./platform/errors.ts')
try {
  const started = await start({ isDemo: process.argv.includes('--demo') })
  endOnSignals(started)
  announce(started)
} catch (error) {
  if (!(error instanceof StartRefused)) throw error
  stop(error.message)
}

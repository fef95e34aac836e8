// What `npm run admin` runs, for whoever runs the server: who is on the team, a way back in for somebody, another chair. It works on
// the database itself: on the embedded one while the server is stopped, on PostgreSQL while it runs. Each command says on one
// line what it did; what cannot be done is said in one sentence, with exit code 2.

import { end, needNode, stop, stopUnforeseen } from './platform/terminal.ts'

needNode('npm run admin')
const { adminHelp, readCommand, runCommand } = await import('./people/admin.ts')
const { readConfig } = await import('./platform/config.ts')
const { openForCommand } = await import('./platform/db-for-commands.ts')
const { StartRefused } = await import('./platform/errors.ts')

/** @returns what is to be said */
async function run(args: readonly string[]): Promise<string> {
  const help = adminHelp(args)
  if (help) return help
  const command = readCommand(args)
  const config = readConfig(process.env)
  const database = await openForCommand(config)
  try {
    return await runCommand(database.db, command, config, new Date())
  } finally {
    await database.close()
  }
}

try {
  await end(process.stdout, await run(process.argv.slice(2)), 0)
} catch (error) {
  if (error instanceof StartRefused) stop(error.message)
  stopUnforeseen('This could not be done', error)
}

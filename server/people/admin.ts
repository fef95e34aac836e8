// The commands of whoever runs the server, who may do what nobody of the team may: make another chair beside the chairs, and let
// the last one back in. The team's list says so.

import { type Config, originHere } from '../platform/config.ts'
import type { Db } from '../platform/db.ts'
import { Problem, StartRefused } from '../platform/errors.ts'
import { foldEmail } from './attempt-limiter.ts'
import { findAccount, readMembers } from './members.ts'
import { makeRecovery } from './recovery.ts'
import { changeMember } from './roles.ts'
import { findEvent } from './setup.ts'

const commands = {
  members: {
    usage: 'npm run admin -- members',
    what: 'Lists the team: name, address, role, and whether the account ends by itself.',
  },
  recover: {
    usage: 'npm run admin -- recover EMAIL',
    what: 'Makes a link by which this member gets back in with a new password; good once, for a day. An earlier link is void.',
  },
  'make-chair': {
    usage: 'npm run admin -- make-chair EMAIL',
    what: 'Makes this member a chair, confirmed by that, whose account does not end by itself.',
  },
} as const
type Name = keyof typeof commands
type Command = { name: Name; email: string }

const isName = (text: string | undefined): text is Name => text !== undefined && Object.hasOwn(commands, text)

const when =
  'On the embedded database the server must be stopped; on PostgreSQL (DATABASE_URL) it may run.\nSettings are read from the environment, as the server does.'

/** The words for `--help`; undefined when nobody asks for them. */
export function adminHelp(args: readonly string[]): string | undefined {
  if (!args.some((arg) => arg === '--help' || arg === '-h')) return undefined
  const [name] = args
  const asked = isName(name) ? [commands[name]] : Object.values(commands)
  return `${asked.map(({ usage, what }) => `${usage}\n  ${what}`).join('\n')}\n\n${when}`
}

/** @throws StartRefused with one sentence */
export function readCommand([name, email, ...more]: readonly string[]): Command {
  const all = Object.values(commands).map(({ usage }) => usage)
  if (!isName(name))
    throw new StartRefused(`Say what to do: ${all.slice(0, -1).join(', ')} or ${all.at(-1)}.`)
  const isWhole = (email !== undefined) === (name !== 'members') && more.length === 0
  if (!isWhole) throw new StartRefused(`It is asked as ${commands[name].usage}.`)
  return { name, email: foldEmail(email ?? '') }
}

/** @returns what was done, on one line. @throws StartRefused with one sentence */
export async function runCommand(db: Db, command: Command, config: Config, now: Date): Promise<string> {
  const event = await findEvent(db)
  if (!event)
    throw new StartRefused('Greenroom is not set up yet: start it, and open the set-up link that it prints.')
  if (command.name === 'members') return listMembers(db, event.id, now)
  const account = await findAccount(db, command.email, now)
  if (!account)
    throw new StartRefused(`Nobody on the team of ${event.name} has the address ${command.email}.`)
  const given = { event: event.id, member: account.id, now }
  if (command.name === 'recover') {
    const { token, expiresAt } = await makeRecovery(db, null, given)
    const until = `${expiresAt.toISOString().slice(0, 16).replace('T', ' ')} UTC`
    return `A way back in for ${command.email}, good once until ${until}: ${originHere(config, config.port)}/recover#${token}`
  }
  await changeMember(db, { ...given, by: null, patch: { role: 'chair', until: null } }).catch(refuse)
  return `${command.email} is a chair of ${event.name} now.`
}

const refuse = (error: unknown): never => {
  throw error instanceof Problem ? new StartRefused(error.body.detail ?? error.body.title) : error
}

async function listMembers(db: Db, event: Parameters<typeof readMembers>[1], now: Date): Promise<string> {
  const members = await readMembers(db, event, now)
  const rows = await db.selectFrom('members').select(['id', 'email']).where('event_id', '=', event).execute()
  const emails = new Map(rows.map(({ id, email }) => [id, email]))
  const lines = members.map(({ id, name, role, isConfirmed, until }) =>
    [`${name} <${emails.get(id)}>`, role, !isConfirmed && 'not confirmed', until && `until ${until}`]
      .filter(Boolean)
      .join(', '),
  )
  return [...lines, `${members.length} ${members.length === 1 ? 'member' : 'members'}.`].join('\n')
}

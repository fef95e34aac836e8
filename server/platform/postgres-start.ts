// The way to a PostgreSQL at the start: waits a while for one that is slow or just starting, says so, and turns whatever
// is wrong into one sentence for the person at the terminal.

import { type Kysely, sql } from 'kysely'
import { addressOf, beginsWithTls, wantsTls } from './database-url.ts'
import { StartRefused } from './errors.ts'
import { type Greeting, greet } from './postgres-greeting.ts'

const oldestServer = 15
/** So long a server may be silent, or on its way up. */
const patienceMs = 30_000
const sayEveryMs = 5_000
const triesMs = 1_000

const hostOf = (url: string): string => {
  const { host, port } = addressOf(url)
  return `${host}:${port}`
}
const say = (line: string): void => void process.stderr.write(`${line}\n`)

/** Resolves once the server answers as one that we can use. @throws StartRefused */
export async function reachServer<T>(url: string, db: Kysely<T>): Promise<void> {
  const giveUpAt = performance.now() + patienceMs
  const waiting = setInterval(() => {
    const left = Math.ceil((giveUpAt - performance.now()) / 1_000)
    if (left > 0) say(`Waiting for the database at ${hostOf(url)} (DATABASE_URL), ${left} s more…`)
  }, sayEveryMs)
  try {
    if (!beginsWithTls(url)) await beGreeted(url, giveUpAt)
    await beAnswered(url, db, giveUpAt)
  } finally {
    clearInterval(waiting)
  }
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

async function beGreeted(url: string, giveUpAt: number): Promise<void> {
  for (;;) {
    const left = giveUpAt - performance.now()
    const greeting = await greet(addressOf(url), Math.max(1, left)).catch((error) => {
      throw refusalOf(url, error)
    })
    if (greeting === 'with-tls') return
    if (greeting === 'without-tls' && !wantsTls(url)) return
    const mayComeYet = greeting === 'closed' && left > triesMs
    if (!mayComeYet) throw new StartRefused(sentenceFor(greeting, hostOf(url)))
    await pause(triesMs)
  }
}

function sentenceFor(greeting: Greeting, host: string): string {
  const waited = `in ${patienceMs / 1_000} s`
  switch (greeting) {
    case 'silent':
      return `The database at ${host} (DATABASE_URL) takes connections and has answered nothing ${waited}: is it PostgreSQL, and is it well?`
    case 'closed':
      return `What listens at ${host} (DATABASE_URL) has ended every connection without a word ${waited}: is it PostgreSQL?`
    case 'without-tls':
      return `DATABASE_URL asks for TLS (sslmode), and the database at ${host} offers none.`
    default:
      return `What answers at ${host} (DATABASE_URL) is not PostgreSQL.`
  }
}

/** On its way up or down, or out of connections for the moment. */
const comesYet = /^(57P0[1-3]|53300|CONNECT_TIMEOUT|CONNECTION_CLOSED)$/

async function beAnswered<T>(url: string, db: Kysely<T>, giveUpAt: number): Promise<void> {
  for (;;) {
    const left = giveUpAt - performance.now()
    const late = Promise.withResolvers<never>()
    const timer = setTimeout(
      () => late.reject(new StartRefused(sentenceFor('silent', hostOf(url)))),
      Math.max(1, left),
    )
    try {
      return await Promise.race([checkServer(db), late.promise])
    } catch (error) {
      if (error instanceof StartRefused) throw error
      if (!comesYet.test(codeOf(error)) || left < triesMs) throw refusalOf(url, error)
    } finally {
      clearTimeout(timer)
    }
    await pause(triesMs)
  }
}

async function checkServer<T>(db: Kysely<T>): Promise<void> {
  const { rows } = await sql<{ v: string; encoding: string; readOnly: string }>`
    select current_setting('server_version_num') as v, current_setting('server_encoding') as encoding,
      current_setting('transaction_read_only') as "readOnly"`.execute(db)
  const { v, encoding, readOnly } = rows[0]!
  const version = Math.floor(Number(v) / 10_000)
  const refuse = (why: string) => new StartRefused(`The database (DATABASE_URL) ${why}`)
  if (version < oldestServer) throw refuse(`is PostgreSQL ${version}; ${oldestServer} or newer is needed.`)
  if (encoding !== 'UTF8')
    throw refuse(`keeps its texts as ${encoding}; one made with encoding UTF8 is needed.`)
  if (readOnly === 'on') throw refuse('can only be read: it is a standby, or set to read-only.')
}

/**
 * Whether this user may do with every table of ours what Greenroom does: tables made by another user may be closed.
 * @throws StartRefused
 */
export async function checkRights<T>(url: string, db: Kysely<T>): Promise<void> {
  const { rows } = await sql<{ may: boolean }>`
    select bool_and(has_table_privilege(ours.oid, 'select') and has_table_privilege(ours.oid, 'insert')
      and has_table_privilege(ours.oid, 'update') and has_table_privilege(ours.oid, 'delete')) as may
    from pg_class ours join pg_class first on first.oid = 'public.kysely_migration'::regclass
    where ours.relkind = 'r' and ours.relnamespace = first.relnamespace and ours.relowner = first.relowner`.execute(
    db,
  )
  if (!rows[0]!.may) throw refusalOf(url, { code: '42501' })
}

const codeOf = (error: unknown): string => String((error as { code?: unknown } | undefined)?.code ?? '')

/** One sentence for what a server, the driver or the system answered to a start. */
export function refusalOf(url: string, error: unknown): StartRefused {
  const host = hostOf(url)
  const database = decodeURIComponent(new URL(url).pathname.slice(1))
  return new StartRefused(sentenceOf(codeOf(error), host, database), error)
}

function sentenceOf(code: string, host: string, database: string): string {
  if (code === '28000')
    return `The database at ${host} does not let this user in this way (pg_hba.conf); where it wants TLS, DATABASE_URL ends with ?sslmode=require.`
  if (code.startsWith('28')) return `The database at ${host} refused the user or password in DATABASE_URL.`
  if (code === '3D000') return `The database ${database} named in DATABASE_URL does not exist at ${host}.`
  if (code === '42501' || code === '3F000')
    return `The user in DATABASE_URL may not do all that Greenroom needs in the database ${database}: it should own the database, or its schema public and the tables in it.`
  if (code === '25006')
    return `The database at ${host} (DATABASE_URL) can only be read: it is a standby, or set to read-only.`
  if (code === '53100') return `The disk of the database at ${host} (DATABASE_URL) is full.`
  if (code === '53300') return `The database at ${host} (DATABASE_URL) takes no more connections.`
  if (code.startsWith('57P'))
    return `The database at ${host} (DATABASE_URL) is starting or stopping; try again when it is up.`
  if (/CERT|SELF_SIGNED|UNABLE_TO_|ERR_TLS|ERR_SSL/.test(code))
    return `The certificate of the database at ${host} cannot be trusted (${code}); sslmode=require in DATABASE_URL does not ask for that.`
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN')
    return `The database at ${host} (DATABASE_URL) cannot be reached: nobody knows that name.`
  if (code === 'ECONNREFUSED')
    return `The database at ${host} (DATABASE_URL) cannot be reached: nothing listens there.`
  if (/^(?!E)[0-9A-Z]{5}$/.test(code))
    return `The database at ${host} (DATABASE_URL) refused the start (SQLSTATE ${code}).`
  return `The database at ${host} (DATABASE_URL) cannot be reached${code && ` (${code})`}.`
}

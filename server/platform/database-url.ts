// What DATABASE_URL may say. Looked at before anything is asked: the driver hands whatever it does not know on to the
// server, and both answer in words that help nobody. No sentence here repeats a password.

import { StartRefused } from './errors.ts'

/** What may stand after the question mark, and its values. */
const parameters: Record<string, readonly string[]> = {
  sslmode: ['disable', 'prefer', 'allow', 'require', 'verify-full'],
  sslnegotiation: ['postgres', 'direct'],
  target_session_attrs: ['any', 'read-write', 'primary'],
}
/** In these modes the driver goes on only over TLS. */
const tlsModes = ['allow', 'require', 'verify-full']

/** @throws StartRefused */
export function readDatabaseUrl(url?: string): string | undefined {
  if (url === undefined) return undefined
  const parsed = URL.parse(url)
  if (!parsed || !/^postgres(ql)?:$/.test(parsed.protocol) || parsed.pathname.length < 2)
    throw new StartRefused(
      'DATABASE_URL must look like postgres://user:password@host:5432/database, signs like / # ? in the password as %2F %23 %3F.',
    )
  if (!isDecodable(parsed))
    throw new StartRefused('DATABASE_URL holds a % that starts nothing: write it as %25.')
  for (const [name, value] of parsed.searchParams) checkParameter(name, value)
  return url
}

function isDecodable({ username, password, pathname }: URL): boolean {
  try {
    decodeURIComponent(username + password + pathname)
    return true
  } catch {
    return false
  }
}

function checkParameter(name: string, value: string): void {
  const values = parameters[name]
  if (values?.includes(value)) return
  const shown = /^\w{1,40}$/.test(name) ? name : 'what stands there'
  if (values) throw new StartRefused(`In DATABASE_URL, ${shown} must be one of ${values.join(', ')}.`)
  const more = name === 'schema' ? ' (Greenroom keeps its tables in the schema public)' : ''
  throw new StartRefused(
    `DATABASE_URL may carry ${Object.keys(parameters).join(', ')} after the question mark, and not ${shown}${more}: leave it out.`,
  )
}

export const wantsTls = (url: string): boolean =>
  tlsModes.includes(new URL(url).searchParams.get('sslmode') ?? '')

/** Whether TLS begins with the first byte, so that the server cannot be asked for it. */
export const beginsWithTls = (url: string): boolean =>
  new URL(url).searchParams.get('sslnegotiation') === 'direct'

/** Where it leads, as the driver sees it. */
export function addressOf(url: string): { host: string; port: number } {
  const { hostname, port } = new URL(url)
  return {
    host: hostname || process.env.PGHOST || 'localhost',
    port: Number(port || process.env.PGPORT || 5432),
  }
}

/** For people, without user and password: `greenroom at db.example.org:5432`. */
export function describeDatabase(url: string): string {
  const { host, port } = addressOf(url)
  return `${decodeURIComponent(new URL(url).pathname.slice(1))} at ${host}:${port}`
}

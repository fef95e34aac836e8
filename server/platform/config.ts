// The environment, read once and typed. An unusable value stops the start with one sentence that names the variable
// and never repeats a secret (the password inside a DATABASE_URL, the content of a key file).

import { readFileSync } from 'node:fs'
import { isIP } from 'node:net'
import { resolve } from 'node:path'
import { createSecureContext } from 'node:tls'
import { limits } from '#shared/limits.ts'
import { isTrustable } from './addresses.ts'
import { readDatabaseUrl } from './database-url.ts'
import { StartRefused } from './errors.ts'
import { decodeKey } from './key-text.ts'

export type LogLevel = (typeof logLevels)[number]

export type Config = {
  /** Where to listen. */
  host: string
  /** 0: any free port; ask the server which one it became. */
  port: number
  tls?: { cert: Buffer; key: Buffer }
  /** Further exact origins whose pages may talk to us. */
  trustedOrigins: readonly string[]
  /** Addresses and networks of the proxies in front; none by default. */
  trustedProxies?: readonly string[] | undefined
  /** Absolute path. */
  dataDir: string
  databaseUrl?: string
  /** The origin people open, without a slash at the end. */
  publicUrl?: string
  masterKeyFile?: string
  /** Given itself instead of in a file. */
  masterKey?: Buffer
  logLevel: LogLevel
  /** Origins of push services beyond the browsers' own. */
  pushServices: readonly string[]
  /** Asks a second and live connection. */
  pushesPerSecond: number
  connectionsPerAddress: number
  /** Whoever shows it may read /metrics. */
  metricsToken?: string | undefined
}

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const

type Environment = Record<string, string | undefined>

/** Reads the environment. An empty value counts as none. @throws StartRefused */
export function readConfig(env: Environment): Config {
  const given = (name: string) => env[name]?.trim() || undefined
  const [masterKey, masterKeyFile] = [given('MASTER_KEY'), given('MASTER_KEY_FILE')]
  if (masterKey !== undefined && masterKeyFile !== undefined) throw bothSet('MASTER_KEY')
  return {
    host: readHost(given('HOST')),
    port: readPort(given('PORT')),
    tls: readTls(given('TLS_CERT_FILE'), given('TLS_KEY_FILE')),
    trustedOrigins: readOrigins('TRUSTED_ORIGINS', given('TRUSTED_ORIGINS')),
    trustedProxies: readProxies(given('TRUSTED_PROXIES')),
    dataDir: resolve(given('DATA_DIR') ?? './data'),
    databaseUrl: readDatabaseUrl(readSecret('DATABASE_URL', given)),
    publicUrl: readPublicUrl(given('PUBLIC_URL')),
    masterKeyFile: readMasterKeyFile(masterKeyFile),
    masterKey: readMasterKeyText(masterKey),
    logLevel: readLogLevel(given('LOG_LEVEL')),
    pushServices: readOrigins('PUSH_SERVICES', given('PUSH_SERVICES')),
    pushesPerSecond: readCount('PUSHES_PER_SECOND', given, limits.pushesPerSecond),
    connectionsPerAddress: readCount('CONNECTIONS_PER_ADDRESS', given, limits.maxConnectionsPerAddress),
    metricsToken: readMetricsToken(readSecret('METRICS_TOKEN', given)),
  }
}

/**
 * The origins whose pages may talk to this server: PUBLIC_URL, or without it the two names of this machine at the port
 * it listens on; and TRUSTED_ORIGINS.
 */
export function ownOrigins(config: Config, listeningPort: number): Set<string> {
  const here = ['127.0.0.1', 'localhost'].map((name) => originAt(config, name, listeningPort))
  const own = config.publicUrl === undefined ? here : [config.publicUrl]
  return new Set([...own, ...config.trustedOrigins])
}

/** The origin of this server under a host name: `https://[::1]:8443`; the scheme's own port is left out. */
export function originAt(config: Config, hostname: string, port: number): string {
  const name = isIP(hostname) === 6 ? `[${hostname}]` : hostname
  return new URL(`${config.tls ? 'https' : 'http'}://${name}:${port}`).origin
}

/** Where a browser on this machine opens it. */
export function originHere(config: Config, port: number): string {
  const isEverywhere = config.host === '0.0.0.0' || config.host === '::'
  return config.publicUrl ?? originAt(config, isEverywhere ? '127.0.0.1' : config.host, port)
}

function readHost(host = '127.0.0.1'): string {
  const isName = /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i.test(host) && !/^[0-9.]+$/.test(host)
  if (isIP(host) || isName) return host
  throw new StartRefused(
    'HOST must be an address or a host name to listen on, for instance 127.0.0.1 or 0.0.0.0.',
  )
}

function readPort(port = '8080'): number {
  if (/^\d{1,5}$/.test(port) && Number(port) <= 65_535) return Number(port)
  throw new StartRefused('PORT must be a number from 0 to 65535.')
}

function readTls(certFile?: string, keyFile?: string): Config['tls'] {
  if (certFile === undefined && keyFile === undefined) return undefined
  if (certFile === undefined)
    throw new StartRefused('TLS_KEY_FILE is set, but TLS_CERT_FILE is not; both are needed.')
  if (keyFile === undefined)
    throw new StartRefused('TLS_CERT_FILE is set, but TLS_KEY_FILE is not; both are needed.')
  const cert = readBytes('TLS_CERT_FILE', certFile)
  const key = readBytes('TLS_KEY_FILE', keyFile)
  try {
    createSecureContext({ cert, key })
  } catch {
    throw new StartRefused(
      'TLS_CERT_FILE and TLS_KEY_FILE must be a certificate and its own private key, as PEM.',
    )
  }
  return { cert, key }
}

function readBytes(variable: string, file: string): Buffer {
  try {
    return readFileSync(file)
  } catch {
    throw new StartRefused(`${variable} names a file that cannot be read: ${file}`)
  }
}

/** A secret may be given itself, or as NAME_FILE, the file that holds it. */
function readSecret(name: string, given: (name: string) => string | undefined): string | undefined {
  const [value, file] = [given(name), given(`${name}_FILE`)]
  if (file === undefined) return value
  if (value !== undefined) throw bothSet(name)
  const text = readBytes(`${name}_FILE`, file).toString('utf8').trim()
  if (text === '') throw new StartRefused(`${name}_FILE names a file with nothing in it: ${file}`)
  return text
}

/** It is sent in a header, and must not be found by trying. */
function readMetricsToken(token?: string): string | undefined {
  if (token === undefined || /^[!-~]{16,}$/.test(token)) return token
  throw new StartRefused('METRICS_TOKEN must be 16 or more letters, digits and signs without a space.')
}

const bothSet = (name: string): StartRefused =>
  new StartRefused(`${name} and ${name}_FILE are both set: keep one of them.`)

function readMasterKeyText(text?: string): Buffer | undefined {
  if (text === undefined) return undefined
  const key = decodeKey(text)
  if (key) return key
  throw new StartRefused('MASTER_KEY must be 32 bytes, written as 64 hexadecimal signs or as base64.')
}

function readMasterKeyFile(file?: string): string | undefined {
  return file === undefined ? undefined : resolve(file)
}

function readOrigins(name: string, origins = ''): string[] {
  const list = origins.split(/[\s,]+/).filter(Boolean)
  return list.map((text) => {
    const origin = readOrigin(text)
    if (origin) return origin
    throw new StartRefused(
      `${name} must be a list of origins with commas between, for instance https://board.example.org.`,
    )
  })
}

function readProxies(proxies?: string): string[] | undefined {
  const list = proxies?.split(/[\s,]+/).filter(Boolean)
  if (list === undefined || list.every(isTrustable)) return list
  throw new StartRefused(
    'TRUSTED_PROXIES must be a list of addresses with commas between, for instance 10.0.0.2, 10.1.0.0/16 or loopback.',
  )
}

function readPublicUrl(url?: string): string | undefined {
  if (url === undefined) return undefined
  const origin = readOrigin(url)
  if (origin) return origin
  throw new StartRefused(
    'PUBLIC_URL must be an address without a path, for instance https://board.example.org.',
  )
}

/** An http(s) origin and nothing more: no path, no user, no query. */
function readOrigin(text: string): string | undefined {
  const url = URL.parse(text)
  if (!url || !/^https?:$/.test(url.protocol)) return undefined
  const isBare = url.pathname === '/' && !url.search && !url.hash && !url.username && !url.password
  return isBare ? url.origin : undefined
}

function readLogLevel(level = 'warn'): LogLevel {
  const known = logLevels.find((name) => name === level.toLowerCase())
  if (known) return known
  throw new StartRefused(`LOG_LEVEL must be one of ${logLevels.join(', ')}.`)
}

function readCount(name: string, given: (name: string) => string | undefined, otherwise: number): number {
  const text = given(name)
  if (text === undefined) return otherwise
  if (/^[1-9]\d{0,6}$/.test(text)) return Number(text)
  throw new StartRefused(`${name} must be a whole number from 1 to 9999999.`)
}

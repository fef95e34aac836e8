import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { originAt, ownOrigins, readConfig } from './config.ts'

test('without any variable it serves this machine alone', () => {
  const config = readConfig({})
  expect(config).toEqual({
    host: '127.0.0.1',
    port: 8080,
    tls: undefined,
    trustedOrigins: [],
    dataDir: resolve('data'),
    databaseUrl: undefined,
    publicUrl: undefined,
    masterKeyFile: undefined,
    logLevel: 'warn',
    pushServices: [],
    pushesPerSecond: 60,
    connectionsPerAddress: 500,
  })
  expect([...ownOrigins(config, 8080)]).toEqual(['http://127.0.0.1:8080', 'http://localhost:8080'])
  expect(readConfig({ HOST: '', PORT: ' ', DATABASE_URL: '' })).toEqual(config)
})

test('its own origins are PUBLIC_URL and what TRUSTED_ORIGINS adds', () => {
  const config = readConfig({
    PUBLIC_URL: 'https://board.example.org/',
    TRUSTED_ORIGINS: 'http://10.0.0.7:8080, https://x.example',
    TRUSTED_PROXIES: 'loopback, 10.1.0.0/16 2001:db8::7',
    PUSH_SERVICES: 'https://push.example.org',
  })
  expect([...ownOrigins(config, 8080)]).toEqual([
    'https://board.example.org',
    'http://10.0.0.7:8080',
    'https://x.example',
  ])
  expect(config.trustedProxies).toEqual(['loopback', '10.1.0.0/16', '2001:db8::7'])
  expect(originAt(config, '::1', 80)).toBe('http://[::1]')
})

test.each([
  ['PORT', 'eighty'],
  ['PORT', '65536'],
  ['PORT', '-1'],
  ['PORT', '80.5'],
  ['HOST', 'http://127.0.0.1'],
  ['HOST', '127.0.0'],
  ['HOST', 'two words'],
  ['TRUSTED_ORIGINS', 'board.example.org'],
  ['TRUSTED_ORIGINS', 'https://board.example.org/path'],
  ['TRUSTED_PROXIES', 'proxy.example.org'],
  ['TRUSTED_PROXIES', 'loopback, 10.0.0.0/33'],
  ['TRUSTED_PROXIES', '10.0.0.0/8,10.0.0.300'],
  ['PUBLIC_URL', 'ftp://board.example.org'],
  ['PUBLIC_URL', 'https://board.example.org/greenroom'],
  ['DATABASE_URL', 'mysql://geheim@host/db'],
  ['DATABASE_URL', 'postgres://user:geheim@host'],
  ['DATABASE_URL', 'geheim'],
  ['DATABASE_URL', 'postgres://a:geheim@host/db?schema=public'],
  ['DATABASE_URL', 'postgres://a:geheim@host/db?application_name=x'],
  ['DATABASE_URL', 'postgres://a:geheim@host/db?sslmode=verify-ca'],
  ['DATABASE_URL_FILE', '/nowhere/url'],
  ['MASTER_KEY', 'geheim'],
  ['LOG_LEVEL', 'loud'],
  ['TLS_CERT_FILE', '/nowhere/cert.pem'],
  ['TLS_KEY_FILE', '/nowhere/key.pem'],
])('an unusable %s (%s) is refused in one sentence that names it and gives nothing away', (name, value) => {
  const read = () => readConfig({ [name]: value })
  expect(read).toThrow(
    expect.objectContaining({ name: 'StartRefused', message: expect.stringContaining(name) }),
  )
  expect(read).not.toThrow(/geheim/)
})

test('a secret may stand in a file, and a key be written in either way', () => {
  const dir = mkdtempSync(join(tmpdir(), 'greenroom-secrets-'))
  const urlFile = join(dir, 'url')
  writeFileSync(urlFile, 'postgres://a:b@host/c\n')
  expect(readConfig({ DATABASE_URL_FILE: urlFile }).databaseUrl).toBe('postgres://a:b@host/c')
  const key = randomBytes(32)
  for (const text of [key.toString('hex'), key.toString('base64'), key.toString('base64url')])
    expect(readConfig({ MASTER_KEY: text }).masterKey).toEqual(key)
  rmSync(dir, { recursive: true })
})

test.each([
  'postgres://a:b@host/c',
  'postgres://a:b@host:5433/c?sslmode=require',
  'postgresql://a:b@host/c?sslmode=verify-full&target_session_attrs=read-write',
])('%s is a database', (url) => expect(readConfig({ DATABASE_URL: url }).databaseUrl).toBe(url))

test('certificate and key must be readable and belong together', () => {
  const dir = mkdtempSync(join(tmpdir(), 'greenroom-tls-'))
  const pair = (name: string) => {
    const [key, cert] = [join(dir, `${name}.key`), join(dir, `${name}.crt`)]
    const request = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-subj', '/CN=localhost', '-days', '1']
    execFileSync('openssl', [...request, '-keyout', key, '-out', cert], { stdio: 'ignore' })
    return { TLS_KEY_FILE: key, TLS_CERT_FILE: cert }
  }
  const [mine, other] = [pair('mine'), pair('other')]
  const config = readConfig(mine)
  expect(config.tls?.cert.toString()).toContain('BEGIN CERTIFICATE')
  expect([...ownOrigins(config, 8443)]).toEqual(['https://127.0.0.1:8443', 'https://localhost:8443'])
  expect(() => readConfig({ ...mine, TLS_KEY_FILE: other.TLS_KEY_FILE })).toThrow(/its own private key/)
  expect(() => readConfig({ ...mine, TLS_KEY_FILE: '/nowhere' })).toThrow(/TLS_KEY_FILE names a file/)
  rmSync(dir, { recursive: true })
})

import type { FastifyRequest } from 'fastify'
import { expect, it } from 'vitest'
import { findReach, pickOrigin } from './pick-origin.ts'

const here = ['http://127.0.0.1:8080', 'http://localhost:8080']
const asked = (host: string, origin?: string): FastifyRequest =>
  ({ protocol: 'http', host, headers: { origin } }) as FastifyRequest

it('[WI1] links lead to PUBLIC_URL first, whoever asks by what name', () => {
  const ours = ['https://board.example.org', 'http://10.0.0.5:8080']
  expect(pickOrigin(asked('10.0.0.5:8080', 'http://10.0.0.5:8080'), ours)).toBe('https://board.example.org')
  expect(findReach(asked('127.0.0.1:8080'), ours)).toBe('https://board.example.org')
})

it('[WI1] then to the name that is used, if it is ours; then to an address in this network', () => {
  const ours = [...here, 'http://10.0.0.5:8080', 'http://192.168.1.5:8080']
  expect(findReach(asked('192.168.1.5:8080'), ours)).toBe('http://192.168.1.5:8080')
  expect(findReach(asked('localhost:8080', 'http://localhost:8080'), ours)).toBe('http://10.0.0.5:8080')
})

it('[WI1] a name that a request gives itself is shown to nobody', () => {
  expect(findReach(asked('evil.example'), here)).toBeUndefined()
  expect(findReach(asked('evil.example', 'http://evil.example'), here)).toBeUndefined()
  expect(pickOrigin(asked('evil.example', 'http://evil.example'), here)).toBe(here[0])
})

it('[WI1] what means this machine alone reaches no phone', () => {
  for (const origin of [
    'http://127.0.0.1:1',
    'http://127.8.0.1',
    'http://[::1]:8080',
    'http://board.localhost',
  ])
    expect(findReach(asked('localhost'), [origin]), origin).toBeUndefined()
  expect(findReach(asked('localhost'), ['http://127.example.org'])).toBe('http://127.example.org')
  expect(pickOrigin(asked('localhost:8080', 'http://localhost:8080'), here)).toBe('http://localhost:8080')
})

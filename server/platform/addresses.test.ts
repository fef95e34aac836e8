import fc from 'fast-check'
import { fastify } from 'fastify'
import { expect, test } from 'vitest'
import { createAddresses, isTrustable } from './addresses.ts'

const from = (remoteAddress: string, forwarded?: string) => ({
  socket: { remoteAddress },
  headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded },
})

test('[DR2] without trusted proxies nothing that a request says of itself is believed', () => {
  const { of } = createAddresses()
  expect(of(from('192.0.2.7', '198.51.100.1'))).toBe('192.0.2.7')
  expect(of(from('127.0.0.1', '198.51.100.1, 127.0.0.1'))).toBe('127.0.0.1')
  expect(of(from('::ffff:192.0.2.7'))).toBe('192.0.2.7')
})

test.each([
  ['127.0.0.1', undefined, '127.0.0.1'],
  ['127.0.0.1', '198.51.100.1', '198.51.100.1'],
  ['::ffff:127.0.0.1', '198.51.100.1', '198.51.100.1'],
  ['::1', '198.51.100.1', '198.51.100.1'],
  // Whatever the visitor wrote before the proxy added to it is not read.
  ['127.0.0.1', '203.0.113.9, 198.51.100.1', '198.51.100.1'],
  ['127.0.0.1', '203.0.113.9, 198.51.100.1, 10.1.2.3', '198.51.100.1'],
  ['127.0.0.1', '10.0.0.9', '10.0.0.9'],
  ['127.0.0.1', '198.51.100.1:4711', '198.51.100.1'],
  ['127.0.0.1', '[2001:db8:1:2:3::1]:4711', '2001:db8:1:2::/64'],
  ['127.0.0.1', 'unknown', '127.0.0.1'],
  ['127.0.0.1', '198.51.100.1, <script>', '127.0.0.1'],
  ['127.0.0.1', `${'x'.repeat(9_000)}, 198.51.100.1`, '198.51.100.1'],
  // Not a proxy of ours, whatever it says.
  ['192.0.2.7', '198.51.100.1', '192.0.2.7'],
  ['192.0.2.7', '127.0.0.1', '192.0.2.7'],
])('[DR2] from %s, which says %s, is counted as %s', (remote, forwarded, counted) => {
  const { of } = createAddresses(['loopback', '10.0.0.0/8'])
  expect(of(from(remote, forwarded))).toBe(counted)
})

test('[DR2] the web server believes exactly the same', async () => {
  const addresses = createAddresses(['loopback', '10.0.0.0/8', '2001:db8::1'])
  const app = fastify({ trustProxy: (address) => addresses.isTrusted(address) })
  app.get('/', (request) => ({ ip: request.ip, ours: addresses.of(request.raw) }))
  const hop = fc.constantFrom('10.1.2.3', '127.0.0.1', '198.51.100.1', '203.0.113.9', '192.0.2.7')
  await fc.assert(
    fc.asyncProperty(fc.array(hop, { maxLength: 5 }), hop, async (hops, remoteAddress) => {
      const headers = hops.length > 0 ? { 'x-forwarded-for': hops.join(', ') } : {}
      const answer = await app.inject({ url: '/', headers, remoteAddress })
      expect(answer.json().ours).toBe(answer.json().ip)
    }),
  )
  await app.close()
})

test('all addresses of one IPv6 network are one', () => {
  const { of } = createAddresses()
  expect(of(from('2001:db8:0:7::1'))).toBe(of(from('2001:0db8::7:ffff:1:2:3')))
  expect(of(from('2001:db8:0:8::1'))).not.toBe(of(from('2001:db8:0:7::1')))
  expect(of(from('fe80::1%eth0'))).toBe(of(from('fe80::2')))
  fc.assert(
    fc.property(fc.ipV6(), (address) => {
      expect(of(from(address))).toMatch(/(::\/64|^[\d.]+)$/)
    }),
  )
})

test.each([
  '',
  '10.0.0.0/33',
  '10.0.0/8',
  '::1/129',
  '10.0.0.0/8/8',
  'localhost',
  '10.0.0.0/-1',
  '10.0.0.0/',
  'fe80::1%a',
  '*',
])('%s is not a proxy to trust', (entry) => expect(isTrustable(entry)).toBe(false))

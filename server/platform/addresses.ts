// Whose address a request comes from. What X-Forwarded-For says is believed only as far as proxies that the operator
// named (TRUSTED_PROXIES) have written it: from the right, the first address that is none of them. Web server, live
// connections and whatever is counted by address ask here.

import type { IncomingHttpHeaders } from 'node:http'
import { BlockList, isIP, isIPv4, isIPv6 } from 'node:net'

/** What an address is read from: a request of HTTP, or one that becomes a WebSocket. */
export type Coming = { socket: { remoteAddress?: string | undefined }; headers: IncomingHttpHeaders }

export type Addresses = {
  /** The address to count by; empty when the connection is gone already. Of IPv6 the network: a household has 2^64. */
  of(request: Coming): string
  /** The whole address; empty when the connection is gone already, or is no network's. */
  exact(request: Coming): string
  /** Whether it is one of the proxies in front of us. */
  isTrusted(address: string): boolean
}

/** More proxies in a row than anybody has; what is beyond is not read. */
const maxHops = 16

/** @param trusted entries that `isTrustable` */
export function createAddresses(trusted: readonly string[] = []): Addresses {
  const list = new BlockList()
  for (const entry of trusted) add(list, entry)
  const isTrusted = (address: string): boolean => {
    const plain = plainOf(address)
    return isIP(plain) !== 0 && list.check(plain, familyOf(plain))
  }
  const exact = ({ socket, headers }: Coming): string => {
    let address = plainOf(socket.remoteAddress ?? '')
    for (const hop of hopsOf(headers['x-forwarded-for'])) {
      if (!isTrusted(address)) break
      const next = readHop(hop)
      // Not an address: then the proxy that passed it on is who we know.
      if (next === undefined) break
      address = next
    }
    return address
  }
  return { isTrusted, exact, of: (request) => networkOf(exact(request)) }
}

/** Whether an entry of TRUSTED_PROXIES can be used: an address, a network (10.0.0.0/8), or `loopback`. */
export function isTrustable(entry: string): boolean {
  if (entry === 'loopback') return true
  const [address = '', prefix, more] = entry.split('/')
  if (more !== undefined || isIP(address) === 0 || address.includes('%')) return false
  if (prefix === undefined) return true
  return /^\d{1,3}$/.test(prefix) && Number(prefix) <= (isIPv4(address) ? 32 : 128)
}

function add(list: BlockList, entry: string): void {
  if (entry === 'loopback') {
    add(list, '127.0.0.0/8')
    add(list, '::1')
    return
  }
  const [address = '', prefix] = entry.split('/')
  if (prefix === undefined) list.addAddress(plainOf(address), familyOf(plainOf(address)))
  else list.addSubnet(address, Number(prefix), familyOf(address))
}

const familyOf = (address: string) => (isIPv6(address) ? 'ipv6' : 'ipv4')

/** An IPv4 address that came over an IPv6 socket is the IPv4 address. */
const plainOf = (address: string): string => /^::ffff:([\d.]+)$/i.exec(address)?.[1] ?? address.split('%')[0]!

const hopsOf = (header: string | string[] | undefined): string[] =>
  String(header ?? '')
    .slice(-4_000)
    .split(',')
    .reverse()
    .slice(0, maxHops)

/** Some proxies write the port as well: 192.0.2.1:4711, [2001:db8::1]:4711. */
function readHop(hop: string): string | undefined {
  const text = hop.trim()
  const bare = /^\[([^\]]+)\](?::\d+)?$/.exec(text)?.[1] ?? /^([\d.]+):\d+$/.exec(text)?.[1] ?? text
  const address = plainOf(bare)
  return isIP(address) === 0 ? undefined : address
}

function networkOf(address: string): string {
  if (!isIPv6(address)) return address
  const [head = '', tail] = address.toLowerCase().split('::')
  const before = head === '' ? [] : head.split(':')
  const after = tail === undefined || tail === '' ? [] : tail.split(':')
  const between = Array.from({ length: Math.max(0, 8 - before.length - after.length) }, () => '0')
  const groups = tail === undefined ? before : [...before, ...between, ...after]
  return `${groups
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':')}::/64`
}

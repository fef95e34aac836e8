// Every connection, from its first byte until somebody is known behind it. Who stays silent, sends half of something, does
// not read the answer or becomes a WebSocket and says nothing is let go after seconds, by our own clock: the libraries
// below each have deadlines of their own, and between them there is always a way to be nobody's for ever.

import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { limits } from '#shared/limits.ts'
import { type Addresses, createAddresses } from './addresses.ts'
import type { Config } from './config.ts'
import { createPlaces, type Places } from './places.ts'
import { become, isOverdue, newVisitor, type Visitor } from './visitor.ts'

const sweepMs = 500

type DoorConfig = Pick<Config, 'trustedProxies' | 'connectionsPerAddress'>

export class Door {
  readonly addresses: Addresses
  readonly #visitors = new Map<Socket, Visitor>()
  readonly #places: Places<Visitor>
  #isClosing = false

  /** By default nobody in front of us is trusted. */
  constructor({ trustedProxies, connectionsPerAddress }: Partial<DoorConfig> = {}) {
    this.addresses = createAddresses(trustedProxies)
    const perAddress = connectionsPerAddress ?? limits.maxConnectionsPerAddress
    const strangers = Math.max(limits.maxStrangers, perAddress)
    const most = { perAddress, perMember: perAddress, strangers }
    this.#places = createPlaces(most, ({ socket }) => void socket.destroy())
  }

  /** Follows the connections of this server from now on. */
  follow(server: Server): void {
    server.on('connection', (socket: Socket) => this.#arrived(socket))
    server.on('secureConnection', (inner: Socket & { _parent?: Socket }) => this.#isEncrypted(inner))
    server.prependListener('request', (request, answer) => this.#asked(request, answer))
    server.prependListener('upgrade', (request: IncomingMessage) => this.#asks(request, 'upgrading'))
    const sweeps = setInterval(() => this.#sweep(), sweepMs)
    sweeps.unref()
    server.once('close', () => clearInterval(sweeps))
  }

  /** Somebody is known behind this connection; a WebSocket stays from now on. @returns false when they have all their places */
  isMembers(socket: Socket, member: string): boolean {
    const visitor = this.#visitors.get(socket)
    // Gone already, or never came by the network.
    if (!visitor) return true
    if (!this.#places.asMember(visitor, member)) return false
    if (visitor.is === 'upgrading') become(visitor, 'live')
    return true
  }

  /** A WebSocket has ended; its connection has seconds to go. */
  isOver(socket: Socket): void {
    const visitor = this.#visitors.get(socket)
    // Of one that was nobody's the time goes on as it was.
    if (visitor?.is === 'live') become(visitor, 'upgrading')
  }

  /** Whether so much was asked at once on this connection that no more of it is looked at. */
  isTooMuch(socket: Socket): boolean {
    return (this.#visitors.get(socket)?.open ?? 0) > limits.maxQuestionsAtOnce
  }

  /** Whether strangers where this comes from are so many that they have to go for each other. */
  isFull(request: IncomingMessage): boolean {
    return this.#places.isFull(this.addresses.of(request))
  }

  /** Ends the connections on which nothing was asked, and those to come: browsers open such ahead, and Node waits for them. */
  closeSilent(): void {
    this.#isClosing = true
    for (const { is, socket } of this.#visitors.values()) if (is === 'silent') socket.destroy()
  }

  #arrived(socket: Socket): void {
    if (this.#isClosing) {
      socket.destroy()
      return
    }
    const visitor = newVisitor(socket)
    this.#visitors.set(socket, visitor)
    socket.once('close', () => this.#forget(visitor))
    const isProxys = this.addresses.isTrusted(socket.remoteAddress ?? '')
    this.#places.asStranger(visitor, isProxys ? undefined : this.addresses.of({ socket, headers: {} }))
  }

  /** Over TLS it is the inner connection that counts; the outer one goes with it. */
  #isEncrypted(inner: Socket & { _parent?: Socket }): void {
    const outer = inner._parent && this.#visitors.get(inner._parent)
    if (outer) this.#forget(outer)
    this.#arrived(inner)
  }

  #asks(request: IncomingMessage, is: 'asking' | 'upgrading'): Visitor | undefined {
    const visitor = this.#visitors.get(request.socket)
    if (!visitor) return undefined
    become(visitor, is)
    // Whose it is has to be found out anew: behind a proxy one connection serves many.
    this.#places.asStranger(visitor, this.addresses.of(request))
    return visitor
  }

  #asked(request: IncomingMessage, answer: ServerResponse): void {
    const visitor = this.#asks(request, 'asking')
    if (!visitor) return
    visitor.open += 1
    visitor.question = request
    visitor.askedMs = visitor.sinceMs
    answer.once('close', () => {
      visitor.open -= 1
      if (visitor.open === 0 && visitor.is === 'asking') become(visitor, 'idle')
    })
  }

  #forget(visitor: Visitor): void {
    this.#visitors.delete(visitor.socket)
    this.#places.leave(visitor)
  }

  #sweep(): void {
    const nowMs = performance.now()
    for (const visitor of [...this.#visitors.values()])
      if (isOverdue(visitor, nowMs)) visitor.socket.destroy()
  }
}

// In and out of the live connection; decides nothing about records. Every handler goes through `listen`, which
// checks the payload by schema, requires the ack to be a function, catches whatever happens and answers a refusal.

import type { Server as HttpServer } from 'node:http'
import { Server, type Socket } from 'socket.io'
import type { CaseId, MemberId } from '#shared/ids.ts'
import { limits } from '#shared/limits.ts'
import type { Ack, ClientToServer, ServerToClient } from '#shared/protocol/events.ts'
import { type AskOf, asks } from '#shared/protocol/parse.ts'
import { refuse } from '#shared/protocol/refusals.ts'
import { watchCrowd } from './crowd.ts'
import * as wire from './wire.ts'

/** Who sits at the other end, as the handshake found out. Rights are never kept here. */
export type Caller = { member: MemberId; name: string; session: string; expiresAt: Date }
export type LiveSocket = Socket<ClientToServer, ServerToClient, Record<string, never>, { caller: Caller }>
export type LiveServer = Server<ClientToServer, ServerToClient, Record<string, never>, { caller: Caller }>

export type Handlers = {
  [E in keyof typeof asks]: (socket: LiveSocket, ask: AskOf<E>) => Promise<Ack<object>>
}

export type SocketDeps = {
  clock: () => Date
  isOwnOrigin: (origin: string) => boolean
  findCaller: (cookie: string | undefined) => Promise<Caller | undefined>
  handlers: Handlers
  connected: (socket: LiveSocket) => void
  left: (socket: LiveSocket, cases: readonly CaseId[]) => void
  failed: (error: unknown) => void
}

export const rooms = {
  ofRecord: (caseId: CaseId) => `record:${caseId}`,
  ofMember: (member: MemberId) => `member:${member}`,
  ofSession: (session: string) => `session:${session}`,
}
const recordPrefix = rooms.ofRecord('' as CaseId)

/** The records that this socket is in. */
export const casesOf = (socket: { rooms: ReadonlySet<string> }): CaseId[] =>
  [...socket.rooms]
    .filter((room) => room.startsWith(recordPrefix))
    .map((room) => room.slice(recordPrefix.length) as CaseId)

export function createLiveServer(http: HttpServer, deps: SocketDeps): LiveServer {
  const io: LiveServer = new Server(http, {
    transports: ['websocket'],
    allowUpgrades: false,
    serveClient: false,
    parser: wire,
    maxHttpBufferSize: limits.maxMessageBytes,
    connectTimeout: limits.connectTimeoutMs,
    pingInterval: limits.pingIntervalMs,
    pingTimeout: limits.pingTimeoutMs,
    perMessageDeflate: false,
    // A browser always tells its page's origin; a program may tell none.
    allowRequest: ({ headers: { origin }, socket: { remoteAddress } }, answer) =>
      answer(null, (origin === undefined || deps.isOwnOrigin(origin)) && crowd.hasRoom(remoteAddress)),
  })
  const crowd = watchCrowd(http, io.engine)
  io.use((socket, next) => {
    const refuse = () => next(new Error('not-signed-in'))
    deps.findCaller(socket.handshake.headers.cookie).then(
      (caller) => {
        if (!caller) return refuse()
        socket.data.caller = caller
        next()
      },
      (error) => {
        deps.failed(error)
        next(new Error('not-saved'))
      },
    )
  })
  io.on('connection', (socket) => {
    const { member, session, expiresAt } = socket.data.caller
    void socket.join([rooms.ofMember(member), rooms.ofSession(session)])
    const bucket = createBucket(limits.pushesPerSecond, limits.pushBurst)
    const bytes = createBucket(limits.pushBytesPerSecond, limits.pushBytesBurst)
    const mayAsk = (event: keyof typeof asks, ask: object): boolean =>
      bucket(event === 'record:join' ? limits.joinCost : 1) &&
      bytes('update' in ask ? (ask.update as Uint8Array).byteLength : 0)
    // The library fires events of its own on the same socket; a client must not be able to play them.
    socket.use(([event], next) => {
      if (Object.hasOwn(asks, event)) next()
      else if (!bucket()) socket.disconnect(true)
    })
    for (const event of Object.keys(asks) as (keyof typeof asks)[]) listen(socket, event, mayAsk, deps)
    const expiry = setTimeout(() => socket.disconnect(true), expiresAt.getTime() - deps.clock().getTime())
    socket.on('disconnecting', () => {
      clearTimeout(expiry)
      deps.left(socket, casesOf(socket))
    })
    socket.on('error', () => socket.disconnect(true))
    deps.connected(socket)
  })
  return io
}

/** The one wrapper around every handler. */
function listen<E extends keyof typeof asks>(
  socket: LiveSocket,
  event: E,
  mayAsk: (event: E, ask: object) => boolean,
  deps: SocketDeps,
): void {
  const handle = async (payload: unknown): Promise<Ack<object>> => {
    const parsed = asks[event].safeParse(payload)
    if (!mayAsk(event, parsed.success ? parsed.data : {})) return refuse('too-fast')
    if (!parsed.success) return refuse('malformed')
    return await deps.handlers[event](socket, parsed.data as AskOf<E>)
  }
  const onEvent = (...given: unknown[]): void => {
    const last = given.at(-1)
    const ack = typeof last === 'function' ? (last as (answer: Ack<object>) => void) : () => {}
    handle(given[0]).then(ack, (error) => {
      deps.failed(error)
      ack(refuse('not-saved'))
    })
  }
  socket.on(event as never, onEvent as never)
}

/** A token bucket: `perSecond` sustained, `burst` at once. @returns whether so much more may pass now */
function createBucket(perSecond: number, burst: number): (cost?: number) => boolean {
  let tokens: number = burst
  let at = performance.now()
  return (cost = 1) => {
    const now = performance.now()
    tokens = Math.min(burst, tokens + ((now - at) / 1000) * perSecond)
    at = now
    if (tokens < cost) return false
    tokens -= cost
    return true
  }
}

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
import { PreparedAdapter } from './prepared-adapter.ts'
import { createShares, type Rates, type Share } from './shares.ts'
import { unreadBytes } from './unread.ts'
import * as wire from './wire.ts'

/** Who sits at the other end, as the handshake found out. Rights are never kept here. */
export type Caller = { member: MemberId; name: string; session: string; expiresAt: Date }
/** A screen that shows a case to a room: it is sent what server/display makes for it, and may ask nothing. */
export type DisplayCaller = { id: string; caseId: CaseId; expiresAt: Date }
/** Either of them. `caller` is missing on a display. */
type Data = { caller: Caller; display?: DisplayCaller }
export type LiveSocket = Socket<ClientToServer, ServerToClient, Record<string, never>, Data>
export type LiveServer = Server<ClientToServer, ServerToClient, Record<string, never>, Data>

export type Handlers = {
  [E in keyof typeof asks]: (socket: LiveSocket, ask: AskOf<E>) => Promise<Ack<object>>
}

export type SocketDeps = {
  clock: () => Date
  isOwnOrigin: (origin: string) => boolean
  findCaller: (cookie: string | undefined) => Promise<Caller | undefined>
  findDisplay: (token: string) => Promise<DisplayCaller | undefined>
  /** A display of this case came. */
  displayCame: (caseId: CaseId) => void
  handlers: Handlers
  connected: (socket: LiveSocket) => void
  left: (socket: LiveSocket, cases: readonly CaseId[]) => void
  rates: Rates
  failed: (error: unknown) => void
}

export const rooms = {
  /** Everybody who is in the record. */
  ofRecord: (caseId: CaseId) => `record:${caseId}`,
  /** Of those, everybody who keeps up: who is sent its frames. */
  framesOf: (caseId: CaseId) => `frames:${caseId}`,
  /** The screens that show this case to a room. */
  ofDisplay: (caseId: CaseId) => `display:${caseId}`,
  /** Everybody who is signed in; displays are not. */
  ofMembers: 'members',
  ofMember: (member: MemberId) => `member:${member}`,
  ofSession: (session: string) => `session:${session}`,
}
const recordPrefix = rooms.ofRecord('' as CaseId)

/** The records that this socket is in. */
export const casesOf = (socket: { rooms: ReadonlySet<string> }): CaseId[] =>
  [...socket.rooms]
    .filter((room) => room.startsWith(recordPrefix))
    .map((room) => room.slice(recordPrefix.length) as CaseId)

export const isIn = (socket: LiveSocket, caseId: CaseId): boolean => socket.rooms.has(rooms.ofRecord(caseId))

export function createLiveServer(http: HttpServer, deps: SocketDeps): LiveServer {
  const io: LiveServer = new Server(http, {
    transports: ['websocket'],
    allowUpgrades: false,
    serveClient: false,
    parser: wire,
    adapter: PreparedAdapter,
    maxHttpBufferSize: limits.maxMessageBytes,
    connectTimeout: limits.connectTimeoutMs,
    pingInterval: limits.pingIntervalMs,
    pingTimeout: limits.pingTimeoutMs,
    perMessageDeflate: false,
    // A browser always tells its page's origin; a program may tell none.
    allowRequest: ({ headers: { origin }, socket: { remoteAddress } }, answer) =>
      answer(null, (origin === undefined || deps.isOwnOrigin(origin)) && crowd.hasRoom(remoteAddress)),
  })
  const crowd = watchCrowd(http, io.engine, deps.rates.connectionsPerAddress)
  io.use((socket, next) => {
    identify(socket, deps).then(
      (isKnown) => next(isKnown ? undefined : new Error('not-signed-in')),
      (error) => {
        deps.failed(error)
        next(new Error('not-saved'))
      },
    )
  })
  const shares = createShares(deps.rates)
  io.on('connection', (socket) => {
    if (socket.data.display) return openDisplay(socket, socket.data.display, deps)
    const { member, session, expiresAt } = socket.data.caller
    void socket.join([rooms.ofMembers, rooms.ofMember(member), rooms.ofSession(session)])
    // Who asks is known: what the browser sent to say so is not kept beside every open connection.
    forgetHandshake(socket)
    const share = shares.enter(member)
    const answer = createAnswering(socket, share, deps)
    // Everything that arrives ends here. The library fires events of its own on the same socket: nothing that a client
    // sends may play them.
    socket.use(([event, ...given]) => {
      if (Object.hasOwn(asks, event)) answer(event as keyof typeof asks, given)
      else if (!share.mayAsk(1, 0)) socket.disconnect(true)
    })
    const expiry = setTimeout(() => socket.disconnect(true), expiresAt.getTime() - deps.clock().getTime())
    socket.on('disconnecting', () => {
      clearTimeout(expiry)
      share.leave()
      deps.left(socket, casesOf(socket))
    })
    socket.on('error', () => socket.disconnect(true))
    deps.connected(socket)
  })
  return io
}

/** A display shows its own token and nothing else counts; everybody else their session's cookie. @returns whether they are known */
async function identify(socket: LiveSocket, deps: SocketDeps): Promise<boolean> {
  const token: unknown = socket.handshake.auth.display
  if (typeof token === 'string') {
    const display = await deps.findDisplay(token)
    if (display) socket.data.display = display
    return display !== undefined
  }
  const caller = await deps.findCaller(socket.handshake.headers.cookie)
  if (caller) socket.data.caller = caller
  return caller !== undefined
}

/** Only ever listened to: whatever it says ends it. */
function openDisplay(socket: LiveSocket, { caseId, expiresAt }: DisplayCaller, deps: SocketDeps): void {
  forgetHandshake(socket)
  socket.use(() => socket.disconnect(true))
  socket.on('error', () => socket.disconnect(true))
  const expiry = setTimeout(() => socket.disconnect(true), expiresAt.getTime() - deps.clock().getTime())
  socket.on('disconnect', () => clearTimeout(expiry))
  void socket.join(rooms.ofDisplay(caseId))
  deps.displayCame(caseId)
}

function forgetHandshake(socket: LiveSocket): void {
  ;(socket.conn as { request: unknown }).request = null
  socket.handshake.headers = {}
  socket.handshake.auth = {}
}

/** The one wrapper around every handler. */
function createAnswering(socket: LiveSocket, share: Share, deps: SocketDeps) {
  let open = 0
  const handle = async <E extends keyof typeof asks>(event: E, payload: unknown): Promise<Ack<object>> => {
    const parsed = asks[event].safeParse(payload)
    const bytes =
      parsed.success && 'update' in parsed.data ? (parsed.data.update as Uint8Array).byteLength : 0
    if (!share.mayAsk(event === 'record:join' ? limits.joinCost : 1, bytes)) return refuse('too-fast')
    if (!parsed.success) return refuse('malformed')
    // Whoever does not read is given nothing large to read.
    if (event === 'record:join' && unreadBytes(socket.conn) > limits.behindBytes) return refuse('too-fast')
    return await deps.handlers[event](socket, parsed.data as AskOf<E>)
  }
  return (event: keyof typeof asks, given: readonly unknown[]): void => {
    const last = given.at(-1)
    const ack = typeof last === 'function' ? (last as (answer: Ack<object>) => void) : () => {}
    if (open >= limits.maxOpenAsks) {
      ack(refuse('too-fast'))
      return
    }
    open += 1
    void handle(event, given[0])
      .catch((error) => {
        deps.failed(error)
        return refuse('not-saved')
      })
      .then((said) => {
        open -= 1
        ack(said)
      })
  }
}

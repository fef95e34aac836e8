// In and out of the live connection; decides nothing about records. Every handler goes through `listen`, which
// checks the payload by schema, requires the ack to be a function, catches whatever happens and answers a refusal.

import type { Server as HttpServer, IncomingMessage } from 'node:http'
import type { Socket as RawSocket } from 'node:net'
import { Server, type Socket } from 'socket.io'
import type { CaseId, MemberId } from '#shared/ids.ts'
import { limits } from '#shared/limits.ts'
import type { Ack, ClientToServer, ServerToClient } from '#shared/protocol/events.ts'
import { type AskOf, asks } from '#shared/protocol/parse.ts'
import { refuse } from '#shared/protocol/refusals.ts'
import type { Actor } from '../../platform/actor.ts'
import type { Door } from '../../platform/door.ts'
import { limitConnections } from './connection-limits.ts'
import { PreparedAdapter } from './prepared-adapter.ts'
import { createRateLimiter, type RateLimit, type Rates } from './rate-limiter.ts'
import { unreadBytes } from './unread.ts'
import * as wire from './wire.ts'

/** A screen that shows a case to a room: it is sent what server/display makes for it, and may ask nothing. */
export type DisplaySession = { id: string; caseId: CaseId; expiresAt: Date }
/** Either of them; `actor`, who the handshake found to sit there, and `rateLimit` are missing on a display. Rights are never kept. */
type Data = { actor: Actor; rateLimit: RateLimit; display?: DisplaySession }
export type LiveSocket = Socket<ClientToServer, ServerToClient, Record<string, never>, Data>
export type LiveServer = Server<ClientToServer, ServerToClient, Record<string, never>, Data>

export type Handlers = {
  [E in keyof typeof asks]: (socket: LiveSocket, ask: AskOf<E>) => Promise<Ack<object>>
}

export type SocketDeps = {
  clock: () => Date
  isOwnOrigin: (origin: string) => boolean
  findActor: (cookie: string | undefined) => Promise<Actor | undefined>
  endOf: (session: string) => Promise<Date | undefined>
  findDisplay: (token: string) => Promise<DisplaySession | undefined>
  /** A display of this case came. */
  displayCame: (caseId: CaseId) => void
  handlers: Handlers
  connected: (socket: LiveSocket) => void
  left: (socket: LiveSocket, cases: readonly CaseId[]) => void
  rates: Rates
  door: Door
  /** An ask was answered. */
  answered: (event: keyof typeof asks, said: Ack<object>) => void
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
    allowRequest: (request, answer) => {
      // A browser always tells its page's origin; a program may tell none.
      const { origin } = request.headers
      if (origin !== undefined && !deps.isOwnOrigin(origin)) return answer(null, false)
      keepPlace(request, deps).then(() => answer(null, true), deps.failed)
    },
  })
  limitConnections(http, io.engine, deps.door)
  const greetings = new WeakMap<object, number>()
  io.use((socket, next) => {
    // Each try costs a look into the database.
    const tries = (greetings.get(socket.conn) ?? 0) + 1
    greetings.set(socket.conn, tries)
    if (tries > limits.maxGreetings) return void socket.conn.close()
    identify(socket, deps).then(
      (isKnown) => next(isKnown ? undefined : new Error('not-signed-in')),
      (error) => {
        deps.failed(error)
        next(new Error('not-saved'))
      },
    )
  })
  const limiter = createRateLimiter(deps.rates)
  io.on('connection', (socket) => {
    if (socket.data.display) return openDisplay(socket, socket.data.display, deps)
    const { member, session, expiresAt } = socket.data.actor
    if (!deps.door.isMembers(rawOf(socket), member)) return void socket.disconnect(true)
    void socket.join([rooms.ofMembers, rooms.ofMember(member), rooms.ofSession(session)])
    // Who asks is known: what the browser sent to say so is not kept beside every open connection.
    forgetHandshake(socket)
    const rateLimit = limiter.enter(member, session)
    socket.data.rateLimit = rateLimit
    const answer = createAnswering(socket, rateLimit, deps)
    // Everything that arrives ends here. The library fires events of its own on the same socket: nothing that a client
    // sends may play them.
    socket.use(([event, ...given]) => {
      if (Object.hasOwn(asks, event)) answer(event as keyof typeof asks, given)
      else if (!rateLimit.mayAsk(1, 0)) socket.disconnect(true)
    })
    const expiry = disconnectAt(socket, expiresAt, deps, () => deps.endOf(session))
    socket.on('disconnecting', () => {
      expiry.stop()
      rateLimit.leave()
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
  const actor = await deps.findActor(socket.handshake.headers.cookie)
  if (actor) socket.data.actor = actor
  return actor !== undefined
}

/** Where strangers crowd in, a member's connection must be known as theirs before it is its turn to go. */
async function keepPlace(request: IncomingMessage, deps: SocketDeps): Promise<void> {
  if (!deps.door.isFull(request)) return
  const actor = await deps.findActor(request.headers.cookie).catch(deps.failed)
  if (actor) deps.door.isMembers(request.socket, actor.member)
}

const rawOf = ({ conn }: LiveSocket): RawSocket => (conn.request as IncomingMessage).socket

/** Only ever listened to: whatever it says ends it. */
function openDisplay(socket: LiveSocket, display: DisplaySession, deps: SocketDeps): void {
  const { id, caseId, expiresAt } = display
  if (!deps.door.isMembers(rawOf(socket), `display ${id}`)) return void socket.disconnect(true)
  forgetHandshake(socket)
  socket.use(() => socket.disconnect(true))
  socket.on('error', () => socket.disconnect(true))
  const expiry = disconnectAt(socket, expiresAt, deps, async () => undefined)
  socket.on('disconnect', expiry.stop)
  void socket.join(rooms.ofDisplay(caseId))
  deps.displayCame(caseId)
}

/** A timer further away than this would fire at once: with a clock that was put back, nobody could stay connected. */
const longestTimerMs = 2 ** 31 - 1

/** @param endNow when it ends as things stand then: a session may have been carried on meanwhile */
function disconnectAt(
  socket: LiveSocket,
  at: Date,
  { clock, failed }: Pick<SocketDeps, 'clock' | 'failed'>,
  endNow: () => Promise<Date | undefined>,
): { stop: () => void } {
  let timer: NodeJS.Timeout | undefined
  const wait = (until: Date) => {
    timer = setTimeout(look, Math.min(until.getTime() - clock().getTime(), longestTimerMs))
  }
  const look = async () => {
    const until = await endNow().catch(failed)
    if (!socket.connected) return
    if (until && until > clock()) wait(until)
    else socket.disconnect(true)
  }
  wait(at)
  return { stop: () => clearTimeout(timer) }
}

function forgetHandshake(socket: LiveSocket): void {
  ;(socket.conn as { request: unknown }).request = null
  socket.handshake.headers = {}
  socket.handshake.auth = {}
}

/** What asks the database or encodes a document. Pushes have turns of their own. */
const dear: ReadonlySet<keyof typeof asks> = new Set(['record:join', 'task:delivered'])

/** The one wrapper around every handler. */
function createAnswering(socket: LiveSocket, rateLimit: RateLimit, deps: SocketDeps) {
  let open = 0
  const handle = async <E extends keyof typeof asks>(event: E, payload: unknown): Promise<Ack<object>> => {
    const parsed = asks[event].safeParse(payload)
    const bytes =
      parsed.success && 'update' in parsed.data ? (parsed.data.update as Uint8Array).byteLength : 0
    if (!rateLimit.mayAsk(event === 'record:join' ? limits.joinCost : 1, bytes)) return refuse('too-fast')
    if (!parsed.success) return refuse('malformed')
    const ask = () => deps.handlers[event](socket, parsed.data as AskOf<E>)
    if (!dear.has(event)) return await ask()
    return await rateLimit.inTurn(async () => {
      if (!socket.connected) return refuse('not-signed-in')
      // Whoever does not read is given nothing large to read, and whoever has taken much waits until it is made up for.
      const mayJoin = unreadBytes(socket.conn) <= limits.behindBytes && rateLimit.mayJoin()
      return event === 'record:join' && !mayJoin ? refuse('too-fast') : await ask()
    })
  }
  return (event: keyof typeof asks, given: readonly unknown[]): void => {
    const last = given.at(-1)
    const ack = (said: Ack<object>): void => {
      if (typeof last === 'function') last(said)
      deps.answered(event, said)
    }
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

// The tab's one connection to the server: every open record shares it. It comes back by itself after a break, and at
// once when the device wakes up or is online again. What was on its way is never assumed to have arrived.

import { io, type ManagerOptions, type Socket, type SocketOptions } from 'socket.io-client'
import * as parser from 'socket.io-msgpack-parser'
import type { CaseId, TaskId } from '#shared/ids.ts'
import { limits } from '#shared/limits.ts'
import type { ClientToServer, News, ServerToClient } from '#shared/protocol/events.ts'
import type { OfflineStore } from '../offline/offline-store.ts'
import { Deliveries } from './deliveries.ts'
import type { Link } from './link.ts'
import type { OpenRecords, SharedLink } from './open-records.ts'
import type { RecordConnection } from './record-connection.ts'

export type LiveStatus = 'connecting' | 'online' | 'offline' | 'signed-out'

export type MakeRecords = (graceMs: number, link: SharedLink) => OpenRecords

export type LiveOptions = {
  /** What opens records; it may come later, see `canOpen`. */
  records?: MakeRecords
  /** The server; by default the page's own. */
  url?: string
  /** Tests give `extraHeaders` here. */
  socketOptions?: Partial<ManagerOptions & SocketOptions>
  /** What this device keeps for the time without a network. */
  keep?: Promise<OfflineStore | undefined>
  /** How long a record stays open after the last one let go of it. */
  releaseGraceMs?: number
}

export type Live = {
  status(): LiveStatus
  subscribe(listener: () => void): () => void
  /** News from the server; with every connection also `access`, because news may have been missed before. */
  onNews(listener: (news: News) => void): () => void
  /** From now on records can be opened; what opens them is large, and most pages do without it. */
  canOpen(make: MakeRecords): void
  /** The record of a case, one connection for all who ask; needs one release() for each call. */
  openRecord(caseId: CaseId): RecordConnection
  /** The same without holding it: it goes again after the grace time. For use while rendering. */
  peekRecord(caseId: CaseId): RecordConnection
  /** This device shows the task to its assignee; said once, now or when the connection is back. */
  delivered(caseId: CaseId, task: TaskId): void
  /** Edits in all open records that the server has not confirmed. */
  unsavedEdits(): number
  /** Those among them that would be lost with this page. */
  editsAtRisk(): number
  /** The open records that hold such edits. */
  unsavedRecords(): readonly RecordConnection[]
  /** Connects anew at once, for instance after signing in. */
  retry(): void
  /** Ends the connection and all records. */
  close(): void
}

type LiveSocket = Socket<ServerToClient, ClientToServer>

const firstRetryMs = 500
/** So long after the first connection whatever was asked before it is asked again. */
const firstNewsAfterMs = 2_000
const lastRetryMs = 2_000
/** Nothing heard for so long, not even the heartbeat: the connection is dead, whatever it says. */
const staleAfterMs = limits.pingIntervalMs + limits.pingTimeoutMs

const openSocket = ({ url, socketOptions }: LiveOptions): LiveSocket => {
  const options = {
    transports: ['websocket'],
    parser,
    withCredentials: true,
    forceNew: true,
    autoConnect: false,
    reconnectionDelay: firstRetryMs,
    reconnectionDelayMax: lastRetryMs,
    randomizationFactor: 0.5,
    timeout: limits.connectTimeoutMs,
    ...socketOptions,
  }
  return url === undefined ? io(options) : io(url, options)
}

class LiveConnection implements Live {
  #socket: LiveSocket
  #status: LiveStatus = 'connecting'
  #listeners = new Set<() => void>()
  #newsListeners = new Set<(news: News) => void>()
  #records: OpenRecords | undefined
  #options: LiveOptions
  #emit: Link['emit']
  #deliveries: Deliveries
  #heardAtMs = Date.now()
  #retryTimer: ReturnType<typeof setTimeout> | undefined
  #firstNewsTimer: ReturnType<typeof setTimeout> | undefined
  #hasConnected = false
  #connectedAtMs = 0
  #stopWatching: () => void

  constructor(options: LiveOptions) {
    this.#socket = openSocket(options)
    this.#options = options
    this.#emit = (event, ...rest) => {
      // Socket.IO would keep it and send it before the record has joined again.
      if (this.#socket.connected) this.#socket.emit(event, ...rest)
    }
    this.#deliveries = new Deliveries(this.#emit)
    if (options.records) this.canOpen(options.records)
    this.#listen()
    this.#stopWatching = watchDevice((isFromBefore) => this.#wake(isFromBefore))
    this.#socket.connect()
  }

  status = (): LiveStatus => this.#status
  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }
  onNews = (listener: (news: News) => void): (() => void) => {
    this.#newsListeners.add(listener)
    return () => void this.#newsListeners.delete(listener)
  }
  canOpen = (make: MakeRecords): void => {
    const { keep, releaseGraceMs = 2_000 } = this.#options
    this.#records ??= make(releaseGraceMs, {
      emit: this.#emit,
      isOnline: () => this.#status === 'online',
      isOffline: () => this.#status === 'offline',
      isSignedOut: () => this.#status === 'signed-out',
      signOut: () => this.#signedOut(),
      ...(keep && { keep }),
      delivered: (caseId, task) => this.delivered(caseId, task),
    })
  }
  openRecord = (caseId: CaseId): RecordConnection => this.#opener().open(caseId)
  peekRecord = (caseId: CaseId): RecordConnection => this.#opener().peek(caseId)
  delivered = (caseId: CaseId, task: TaskId): void => this.#deliveries.add(caseId, task)
  unsavedEdits = (): number => this.#records?.unsavedEdits() ?? 0
  editsAtRisk = (): number => this.#all().reduce((sum, record) => sum + record.editsAtRisk(), 0)
  unsavedRecords = (): readonly RecordConnection[] =>
    this.#all().filter((record) => record.unsavedEdits() > 0)

  retry = (): void => {
    clearTimeout(this.#retryTimer)
    this.#socket.disconnect().connect()
  }

  close = (): void => {
    clearTimeout(this.#retryTimer)
    clearTimeout(this.#firstNewsTimer)
    this.#stopWatching()
    this.#records?.closeAll()
    this.#socket.disconnect()
    this.#listeners.clear()
    this.#newsListeners.clear()
  }

  #all = (): readonly RecordConnection[] => this.#records?.all() ?? []

  #opener(): OpenRecords {
    if (!this.#records) throw new Error('No record can be opened yet: see canOpen')
    return this.#records
  }

  #listen(): void {
    const socket = this.#socket
    const heard = () => {
      this.#heardAtMs = Date.now()
    }
    socket.on('connect', () => this.#connected())
    socket.on('disconnect', (reason) => this.#disconnected(reason))
    socket.on('connect_error', (error) => this.#failedToConnect(error))
    socket.onAny(heard)
    socket.io.on('ping', heard)
    socket.on('record:update', (news) => this.#records?.find(news.case)?.talk.updated(news.update))
    socket.on('record:presence', (news) => this.#records?.find(news.case)?.talk.presentChanged(news.present))
    socket.on('task:facts', (news) => this.#records?.find(news.case)?.talk.receiptsChanged(news.facts))
    socket.on('record:closed', (news) => this.#records?.find(news.case)?.talk.closed(news.why))
    socket.on('news', (news) => this.#tellNews(news))
  }

  #connected(): void {
    this.#heardAtMs = Date.now()
    this.#connectedAtMs = this.#heardAtMs
    this.#setStatus('online')
    for (const record of this.#all()) record.talk.connected()
    this.#deliveries.connected()
    // What was asked while the page loaded may be older than this connection: asked again, but not while a phone still builds the page.
    clearTimeout(this.#firstNewsTimer)
    if (this.#hasConnected) this.#tellNews({ kind: 'access' })
    else this.#firstNewsTimer = setTimeout(() => this.#tellNews({ kind: 'access' }), firstNewsAfterMs)
    this.#hasConnected = true
  }

  #disconnected(reason: Socket.DisconnectReason): void {
    if (this.#status !== 'signed-out') this.#setStatus('offline')
    for (const record of this.#all()) record.talk.disconnected()
    if (reason !== 'io server disconnect') return
    // Put out on purpose: whether anybody is still signed in here is to be known at once, and not asked in circles.
    this.#retryLater(Date.now() - this.#connectedAtMs > lastRetryMs ? 0 : undefined)
  }

  #failedToConnect(error: Error): void {
    if (error.message === 'not-signed-in') {
      this.#signedOut()
      return
    }
    this.#setStatus('offline')
    for (const record of this.#all()) record.talk.disconnected()
    // Refused by the server's own word, not by the network: Socket.IO does not try again by itself.
    if (!this.#socket.active) this.#retryLater()
  }

  #signedOut(): void {
    this.#setStatus('signed-out')
    this.#socket.disconnect()
    for (const record of this.#all()) record.talk.disconnected()
  }

  #retryLater(waitMs = firstRetryMs + Math.random() * (lastRetryMs - firstRetryMs)): void {
    clearTimeout(this.#retryTimer)
    this.#retryTimer = setTimeout(() => this.#socket.connect(), waitMs)
  }

  /** The device is awake or online again: a connection from before is not trusted, and no timer that may have slept is waited for. */
  #wake(isFromBefore: boolean): void {
    if (this.#status === 'signed-out') return
    const isStale = Date.now() - this.#heardAtMs > staleAfterMs
    if (isFromBefore || isStale || this.#status === 'offline') this.retry()
  }

  #setStatus(status: LiveStatus): void {
    if (status === this.#status) return
    this.#status = status
    for (const listener of [...this.#listeners]) listener()
  }

  #tellNews(news: News): void {
    for (const listener of [...this.#newsListeners]) listener(news)
  }
}

/** Looked away for longer than this, a phone may have slept: what its socket says of itself is not believed. */
const sleepMs = 5_000

/**
 * Calls when the page is seen again, has the focus again, or the network is back. Outside a browser nothing calls.
 * @param wake told whether the connection there is comes from before a sleep or another network
 */
function watchDevice(wake: (isFromBefore: boolean) => void): () => void {
  if (typeof window === 'undefined') return () => {}
  let hiddenAtMs: number | undefined
  const seen = () => {
    if (document.visibilityState !== 'visible') {
      hiddenAtMs ??= Date.now()
      return
    }
    const hasSlept = hiddenAtMs !== undefined && Date.now() - hiddenAtMs > sleepMs
    hiddenAtMs = undefined
    wake(hasSlept)
  }
  const online = () => wake(true)
  window.addEventListener('online', online)
  window.addEventListener('focus', seen)
  document.addEventListener('visibilitychange', seen)
  return () => {
    window.removeEventListener('online', online)
    window.removeEventListener('focus', seen)
    document.removeEventListener('visibilitychange', seen)
  }
}

/** Connects at once. */
export const createLive = (options: LiveOptions = {}): Live => new LiveConnection(options)

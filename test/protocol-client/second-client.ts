// A second client of the live protocol, written from docs/protocol.md alone: it shares no code with ours. It signs in,
// joins, types, sees, is refused, falls away and comes back.

import { io, type Socket } from 'socket.io-client'
import * as parser from 'socket.io-msgpack-parser'
import * as Y from 'yjs'

type Answer = { ok: boolean; why?: string; [more: string]: unknown }
export type State = 'joining' | 'open' | 'read-only' | 'closed'

/** A browser's cookie jar, as far as one address is concerned. */
export async function signIn(origin: string, path: string, body: object): Promise<string> {
  const headers = { 'content-type': 'application/json' }
  const answer = await fetch(origin + path, { method: 'POST', headers, body: JSON.stringify(body) })
  if (!answer.ok) throw new Error(`refused: ${answer.status}`)
  return answer.headers.getSetCookie()[0]!.split(';')[0]!
}

export class SecondClient {
  doc = new Y.Doc()
  state: State = 'joining'
  /** Who is in the record, as the server says. */
  present: { name: string; question?: number }[] = []
  /** Every refusal and closing that came. */
  readonly heard: string[] = []
  readonly socket: Socket
  private readonly caseId: string
  private epoch: string | undefined
  private unsaved: Uint8Array[] = []
  private isPushing = false

  constructor(origin: string, cookie: string, caseId: string) {
    this.caseId = caseId
    this.socket = io(origin, {
      transports: ['websocket'],
      parser,
      extraHeaders: { cookie },
      reconnectionDelay: 50,
      forceNew: true,
    })
    this.socket.on('connect', () => void this.join())
    this.socket.on('disconnect', () => this.fallAway())
    this.socket.on('connect_error', (error) => this.heard.push(error.message))
    this.socket.on('record:update', (news) => this.updated(news))
    this.socket.on('record:presence', (news) => {
      if (news.case === caseId) this.present = news.present
    })
    this.socket.on('record:closed', (news) => this.closed(news.why))
    this.follow()
  }

  get unsavedEdits(): number {
    return this.unsaved.length
  }

  /** Types at the end of question 1. */
  type(words: string): void {
    const fragment = this.doc.getXmlFragment('whatHappened')
    this.doc.transact(() => {
      if (fragment.length === 0) {
        const paragraph = new Y.XmlElement('paragraph')
        paragraph.insert(0, [new Y.XmlText()])
        fragment.insert(0, [paragraph])
      }
      const text = (fragment.get(fragment.length - 1) as Y.XmlElement).get(0) as Y.XmlText
      text.insert(text.length, words)
    })
  }

  read(): string {
    return this.doc
      .getXmlFragment('whatHappened')
      .toString()
      .replaceAll(/<[^>]*>/g, '')
  }

  ask(event: string, more: object): Promise<Answer> {
    return this.socket.emitWithAck(event, { case: this.caseId, ...more }) as Promise<Answer>
  }

  async showQuestion(question: number): Promise<void> {
    await this.ask('record:presence', { question })
  }

  leave(): void {
    this.socket.disconnect()
  }

  private follow(): void {
    this.doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin === 'server') return
      this.unsaved.push(update)
      void this.push()
    })
  }

  private async join(): Promise<void> {
    const known = this.epoch === undefined ? {} : { epoch: this.epoch }
    const client = this.doc.clientID
    const stateVector = exact(Y.encodeStateVector(this.doc))
    const answer = await this.ask('record:join', { stateVector, client, schema: 2, ...known })
    if (!answer.ok) {
      this.refused(answer.why!)
      return
    }
    if (this.epoch !== undefined && this.epoch !== answer.epoch) this.startAfresh()
    this.epoch = answer.epoch as string
    Y.applyUpdate(this.doc, new Uint8Array(answer.update as Uint8Array), 'server')
    this.present = answer.present as never
    this.state = answer.mayWrite ? 'open' : 'read-only'
    await this.push()
  }

  private updated(news: { case: string; update: Uint8Array }): void {
    if (news.case !== this.caseId || this.state === 'joining') return
    Y.applyUpdate(this.doc, new Uint8Array(news.update), 'server')
    // Something this builds on is missing: ask for all that is lacked.
    if (this.doc.store.pendingStructs || this.doc.store.pendingDs) void this.join()
  }

  /** One push in flight, the oldest first, at most 64 merged; gone from the queue only when it is durable. */
  private async push(): Promise<void> {
    if (this.isPushing || this.state !== 'open') return
    this.isPushing = true
    while (this.unsaved.length > 0 && this.state === 'open') {
      const batch = this.unsaved.slice(0, 64)
      const update = exact(Y.mergeUpdates(batch))
      const answer = await this.ask('record:push', { update }).catch(
        () => ({ ok: false, why: 'cut' }) as Answer,
      )
      if (answer.ok) this.unsaved.splice(0, batch.length)
      else if (answer.why === 'not-saved' || answer.why === 'too-fast') await pause(100)
      else {
        this.isPushing = false
        if (answer.why !== 'cut') this.refused(answer.why!)
        return
      }
    }
    this.isPushing = false
  }

  private refused(why: string): void {
    this.heard.push(why)
    if (why === 'missing-history') void this.join()
    else if (why === 'not-available' || why === 'not-signed-in') this.closed(why)
    else if (why === 'read-only' || why === 'old-client' || why === 'damaged') this.state = 'read-only'
    else {
      // malformed, breaks-record, too-big: what was refused is let go of, and the record read anew.
      this.unsaved = []
      this.startAfresh()
      void this.join()
    }
  }

  private closed(why: string): void {
    this.heard.push(why)
    this.startAfresh()
    if (why === 'missing-history') void this.join()
    else this.state = 'closed'
  }

  private fallAway(): void {
    this.isPushing = false
    this.present = []
    if (this.state !== 'closed') this.state = 'joining'
  }

  /** Wiped, under another clientID; unsaved edits of the old document are gone with it. */
  private startAfresh(): void {
    this.doc.destroy()
    this.doc = new Y.Doc()
    this.epoch = undefined
    this.unsaved = []
    if (this.state !== 'closed') this.state = 'joining'
    this.follow()
  }
}

/** The parser would send a view's whole underlying memory. */
const exact = (bytes: Uint8Array): Buffer => Buffer.from(bytes.slice().buffer)

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

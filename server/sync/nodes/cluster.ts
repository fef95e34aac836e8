// Several nodes as one. The bus is only a hurry-up: rows are found by their sequence, rights and sessions are in the
// tables. While it is down this node looks for itself, often enough that a right that ended is cut within a second, and
// where it cannot even look, it closes the records to its screens.

import type { CaseId, MemberId } from '#shared/ids.ts'
import { firstNameOf } from '#shared/people/initials.ts'
import type { News, Present, TaskReceipts } from '#shared/protocol/events.ts'
import { applicationName, type Bus, type Piggyback } from '../../platform/bus.ts'
import type { Change, Presence } from '../connection/presence.ts'
import { NodeMessage, type NodeNews } from './node-messages.ts'
import { fromRemote, toRemote } from './remote-present.ts'

export type ClusterDeps = {
  bus: Bus
  presence: Presence
  /** Rows up to `seq` are in the log; `log` has the last of them where they are short. */
  behind: (caseId: CaseId, seq: number, log?: Piggyback) => Promise<void>
  /** Puts out of the record whoever may not be in it. */
  rightsChanged: (caseId: CaseId, members: readonly MemberId[]) => Promise<void>
  sessionEnded: (session: string) => void
  memberEnded: (member: MemberId) => void
  memberChanged: (member: MemberId, isAnew?: boolean) => void
  tellHere: (to: MemberId | undefined, news: News) => void
  tellReceiptsHere: (caseId: CaseId, facts: TaskReceipts[]) => void
  nameOf: (member: MemberId) => Promise<string>
  /** Members with a device on this node. */
  membersHere: () => MemberId[]
  hereChanged: () => void
  /** Looks at everything that is open here, as the tables have it now. @throws when they cannot be asked */
  lookAround: () => Promise<void>
  /** Closes every open record to its sockets here; they join again. */
  closeAll: () => void
  failed: (error: unknown) => void
}

export type Cluster = {
  tell: (to: MemberId | undefined, news: News) => void
  tellReceipts: (caseId: CaseId, facts: readonly TaskReceipts[]) => void
  tellPresence: (caseId: CaseId, changes: readonly Change[]) => void
  /** The first of ours is in this record: who is there on other nodes? */
  opened: (caseId: CaseId) => void
  /** Who has a device on this node changed. */
  hereChanged: () => void
  isElsewhere: (member: MemberId) => boolean
  close: () => void
}

const heartbeatMs = 10_000
/** Not heard of for so long: the node is gone, and who was there with it. */
const goneAfterMs = 22_000
const lookEveryMs = 350
/** Who is in a record elsewhere is asked for no more often: between two questions every change is told anyway. */
const askedEveryMs = 1_000
/** What nobody could look up for so long is closed. */
const blindMs = 900
const receiptsInAMessage = 20
const membersInAMessage = 150

export class Nodes implements Cluster {
  readonly #deps: ClusterDeps
  readonly #others = new Map<string, { heardAtMs: number; members: Set<MemberId> }>()
  readonly #timers: NodeJS.Timeout[] = []
  readonly #askedAtMs = new Map<CaseId, number>()
  #lookedAtMs = performance.now()
  #isLooking = false
  #mustLookAgain = false

  constructor(deps: ClusterDeps) {
    this.#deps = deps
    const { bus } = deps
    bus.onMessage((message) => this.#heard(message))
    bus.onChange((isUp) => this.#changed(isUp))
    this.#timers.push(setInterval(() => this.#beat(), heartbeatMs))
    this.#timers.push(setInterval(() => void this.#look(), lookEveryMs))
    for (const timer of this.#timers) timer.unref()
    if (bus.isUp()) this.#changed(true)
  }

  tell(to: MemberId | undefined, news: News): void {
    if (this.#isAlone) return
    this.#say({ is: 'news', ...(to && { to }), news: withoutName(news) })
  }

  tellReceipts(caseId: CaseId, facts: readonly TaskReceipts[]): void {
    if (this.#isAlone) return
    for (let at = 0; at < facts.length; at += receiptsInAMessage)
      this.#say({ is: 'facts', case: caseId, facts: facts.slice(at, at + receiptsInAMessage) })
  }

  tellPresence(caseId: CaseId, changes: readonly Change[]): void {
    if (this.#isAlone) return
    for (const { socket, present } of changes)
      this.#say({ is: 'present', case: caseId, socket, present: present && toRemote(present) })
  }

  opened(caseId: CaseId): void {
    const nowMs = performance.now()
    if (this.#isAlone || nowMs - (this.#askedAtMs.get(caseId) ?? Number.NEGATIVE_INFINITY) < askedEveryMs)
      return
    for (const [asked, atMs] of this.#askedAtMs)
      if (nowMs - atMs >= askedEveryMs) this.#askedAtMs.delete(asked)
    this.#askedAtMs.set(caseId, nowMs)
    this.#say({ is: 'who', case: caseId })
  }

  hereChanged(): void {
    if (!this.#isAlone) this.#sayHere(false)
  }

  isElsewhere = (member: MemberId): boolean =>
    [...this.#others.values()].some(({ members }) => members.has(member))

  close(): void {
    for (const timer of this.#timers) clearInterval(timer)
    this.#say({ is: 'gone' })
  }

  /** Nobody else has been heard of: nothing need be said. */
  get #isAlone(): boolean {
    return this.#others.size === 0
  }

  #say(message: { is: string; [more: string]: unknown }): void {
    this.#deps.bus.publish(message)
  }

  #sayHere(isNew: boolean): void {
    const members = this.#deps.membersHere()
    this.#say({ is: 'here', members: members.slice(0, membersInAMessage), isNew })
  }

  /** Back: whatever was missed is looked up once, and the others are told who is here. Gone: nobody elsewhere is known. */
  #changed(isUp: boolean): void {
    if (isUp) {
      this.#sayHere(true)
      void this.#look(true)
      return
    }
    this.#lookedAtMs = performance.now()
    for (const node of [...this.#others.keys()]) this.#lost(node)
  }

  #beat(): void {
    this.#sayHere(false)
    for (const [node, { heardAtMs }] of this.#others)
      if (performance.now() - heardAtMs > goneAfterMs) this.#lost(node)
  }

  #lost(node: string): void {
    this.#others.delete(node)
    this.#deps.presence.forgetNode(node)
    this.#deps.hereChanged()
  }

  /** While the bus is down: rows, rights and sessions are looked up. Without an answer, screens are not trusted. */
  async #look(isForced = false): Promise<void> {
    if (this.#isLooking) {
      // What was committed after this look began and before the bus was back is in neither.
      this.#mustLookAgain ||= isForced
      return this.#closeIfBlind()
    }
    if (this.#deps.bus.isUp() && !isForced) return
    this.#isLooking = true
    try {
      await this.#deps.lookAround()
      this.#lookedAtMs = performance.now()
    } catch {
      this.#closeIfBlind()
    } finally {
      this.#isLooking = false
    }
    if (!this.#mustLookAgain) return
    this.#mustLookAgain = false
    await this.#look(true)
  }

  #closeIfBlind(): void {
    if (!this.#deps.bus.isUp() && performance.now() - this.#lookedAtMs > blindMs) this.#deps.closeAll()
  }

  #heard(raw: unknown): void {
    const parsed = NodeMessage.safeParse(raw)
    if (!parsed.success) return
    const message = parsed.data
    if ('node' in message) {
      if (message.node === this.#deps.bus.node) return
      const isFirst = this.#hearNode(message.node)
      // While this node thought that it was alone it said nothing of who came.
      if ((isFirst && message.is !== 'gone') || (message.is === 'here' && message.isNew)) this.#introduce()
    } else if (message.by === applicationName(this.#deps.bus.node)) return
    this.#act(message).catch(this.#deps.failed)
  }

  /** @returns whether it was not known before */
  #hearNode(node: string): boolean {
    const known = this.#others.get(node)
    if (known) known.heardAtMs = performance.now()
    else this.#others.set(node, { heardAtMs: performance.now(), members: new Set() })
    return known === undefined
  }

  /** Who is here and in which records, and who is in them elsewhere? */
  #introduce(): void {
    this.#sayHere(false)
    for (const caseId of this.#deps.presence.openCases()) {
      this.tellPresence(caseId, this.#deps.presence.own(caseId))
      this.#say({ is: 'who', case: caseId })
    }
  }

  async #act(message: NodeMessage): Promise<void> {
    const { deps } = { deps: this.#deps }
    switch (message.is) {
      case 'rows':
        return deps.behind(message.case, message.seq, message.log ?? undefined)
      case 'access':
        deps.presence.forgetMember(message.case, message.member)
        return deps.rightsChanged(message.case, [message.member])
      case 'session-ended':
        return deps.sessionEnded(message.session)
      case 'member-ended':
        return deps.memberEnded(message.member)
      case 'member-changed':
        return deps.memberChanged(message.member, message.isAnew)
      case 'news':
        return deps.tellHere(message.to, await withName(message.news, deps.nameOf))
      case 'facts':
        return deps.tellReceiptsHere(message.case, message.facts)
      case 'present':
        return this.#present(message)
      case 'who':
        return this.tellPresence(message.case, deps.presence.own(message.case))
      case 'here':
        return this.#here(message)
      case 'gone':
        return this.#lost(message.node)
    }
  }

  async #present({ case: caseId, node, socket, present }: NodeMessage & { is: 'present' }): Promise<void> {
    const named: Present | null = present && fromRemote(present, await this.#deps.nameOf(present.member))
    if (this.#others.has(node)) this.#deps.presence.elsewhere(caseId, node, { socket, present: named })
  }

  #here({ node, members }: NodeMessage & { is: 'here' }): void {
    const known = this.#others.get(node)
    if (!known) return
    const isSame = members.length === known.members.size && members.every((one) => known.members.has(one))
    known.members = new Set(members)
    if (!isSame) this.#deps.hereChanged()
  }
}

/** Names do not travel; the node that shows them looks them up. A kind of news that does not cross is an error here. */
function withoutName(news: News): NodeNews {
  if (news.kind !== 'case' || !news.moved) return news
  const { by: _, ...moved } = news.moved
  return { ...news, moved }
}

async function withName(news: NodeNews, nameOf: ClusterDeps['nameOf']): Promise<News> {
  if (news.kind !== 'case' || !news.moved) return news as News
  return { ...news, moved: { ...news.moved, by: firstNameOf(await nameOf(news.moved.member)) } }
}

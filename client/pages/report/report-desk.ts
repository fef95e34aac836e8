// The report being written in this tab, and its way to the server. It survives going to another page of the app, is kept
// sealed on the device where that is possible (kept-draft.ts), and is sent exactly once: the id is drawn once, and
// after a try whose end is unknown the words are frozen until the server has answered.

import type { ReportAnswer, ReportAsk } from '#shared/http/cases.ts'
import type { ReportId } from '#shared/ids.ts'
import { serverNow } from '../../ui/server-clock.ts'
import { askOf, type Draft, drawReportId, drawTickId, emptyDraft, isBegun, isTouched } from './draft.ts'
import { type Phase, phaseAfter, sentPhase } from './report-phase.ts'

export type DeskState = {
  draft: Draft
  phase: Phase
  codeName: string | undefined
  /** The chair is paged for its case as soon as it is sent. */
  pages: boolean
  /** What the reporter writes while they hold the phone; null while they do not. */
  handed: string | null
  /** It would be there again after a reload. */
  isKept: boolean
}

/** A report as this device keeps it. */
export type KeptReport = {
  id: ReportId
  member: string
  draft: Draft
  /** `unsure`: it may have been sent. */
  phase: 'writing' | 'queued' | 'unsure'
  codeName?: string
  /** Missing in what was kept before there was this. */
  pages?: boolean
  handed: string | null
  /** What is to be sent, while it waits: for the service worker, which has no code of ours but its own. */
  ask?: ReportAsk
  /** When the service worker has sent it, and what the server said. */
  sent?: { at: string; answer: ReportAnswer }
}

type Deps = {
  send: (report: ReportAsk) => Promise<ReportAnswer>
  /** Before it leaves: the device knows that it may have been sent. */
  keepFirst?: () => Promise<void>
  /** Code names kept for this device. */
  reserve: () => Promise<string[]>
  isOnline: () => boolean
  /** Whose session the server would write the report under, asked now. */
  whoIsHere: () => Promise<string>
  /** Whether the phone was handed over when this page was last loaded. */
  wasHanded?: boolean
  /** Remembers, over a reload, that the phone is in somebody else's hand. Never the words. */
  keepHanded?: (isHanded: boolean) => void
}

const nothingYet = 'There is nothing to send yet.'
const somebodyElse = 'Not sent. Somebody else signed in here. Sign in again to send it.'
const fresh = { draft: emptyDraft, phase: { is: 'writing' } as const, pages: false, handed: null }

export class ReportDesk {
  readonly #deps: Deps
  #state: DeskState
  #id: ReportId = drawReportId()
  /** Who writes. */
  #member: string | undefined
  /** Who is signed in now. */
  #here: string | undefined
  #names: string[] = []
  #isReserving = false
  #listeners = new Set<() => void>()

  constructor(deps: Deps) {
    this.#deps = deps
    this.#state = { ...fresh, codeName: undefined, handed: deps.wasHanded ? '' : null, isKept: false }
  }

  state = (): DeskState => this.#state

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /**
   * Says who is signed in, undefined for nobody. What is written belongs to one member: it waits while they are
   * away, and is gone as soon as somebody else is here.
   */
  isHere(member: string | undefined): void {
    this.#here = member
    if (member !== undefined && member !== this.#member) {
      if (this.#member !== undefined) this.forget()
      this.#member = member
    }
    this.#set({})
  }

  /** Drops everything that a member leaves behind at this desk. */
  forget(): void {
    this.#member = undefined
    this.#names = []
    if (this.#state.handed !== null) this.#deps.keepHanded?.(false)
    this.#startAnew()
    this.#set({ codeName: undefined })
  }

  /** Whether closing this page would lose something. */
  isAtRisk(): boolean {
    const { draft, phase, handed } = this.#state
    return phase.is !== 'sent' && (isBegun(draft) || Boolean(handed))
  }

  isSomebodyHere = (): boolean => this.#here !== undefined && this.#here === this.#member

  /** What would be lost by a reload; undefined while that is nothing. */
  toKeep(): KeptReport | undefined {
    const { draft, phase, codeName, pages, handed } = this.#state
    if (this.#member === undefined || !this.isAtRisk()) return undefined
    const is = phase.is === 'writing' || phase.is === 'queued' ? phase.is : 'unsure'
    const waits = is !== 'writing' && handed === null
    return {
      id: this.#id,
      member: this.#member,
      draft,
      phase: is,
      ...(codeName && { codeName }),
      pages,
      handed,
      ...(waits && { ask: askOf({ draft, codeName, pages }, this.#id) }),
    }
  }

  /** @returns false if it is somebody else's, or something is being written already */
  restore({ id, member, phase, codeName, pages = false, handed, sent, ...kept }: KeptReport): boolean {
    // A former version knew less of a draft.
    const draft = { ...emptyDraft, ...kept.draft }
    if (member !== this.#member || this.isAtRisk() || this.#state.phase.is === 'sent') return false
    this.#id = id
    if (sent) {
      this.#set({ draft, phase: sentPhase(sent.answer, new Date(sent.at), true), codeName })
      return true
    }
    // While the phone is in somebody else's hand it stays with them; words that were taken back follow the others.
    const isHanded = this.#state.handed !== null
    this.#set({
      draft,
      phase: { is: phase },
      codeName: codeName ?? this.#state.codeName,
      pages,
      handed: isHanded ? handed : null,
    })
    if (!isHanded && handed) {
      this.#set({ handed })
      this.takeBack()
    }
    void this.retry()
    return true
  }

  noteKept(isKept: boolean): void {
    if (isKept !== this.#state.isKept) this.#set({ isKept })
  }

  edit(change: Partial<Draft>): void {
    const { draft, phase } = this.#state
    if (phase.is !== 'writing' && phase.is !== 'queued') return
    const next = { ...draft, ...change }
    // Nobody is paged in danger for a report that says there is none.
    const pages = this.#state.pages && next.isDanger === true
    this.#set({ draft: next, pages, phase: phase.is === 'queued' ? phase : { is: 'writing' } })
  }

  /** Something on the card was done: also while it is not known whether the report has arrived, with which it goes once more. */
  tick(what: string): void {
    const { draft, phase } = this.#state
    if (phase.is === 'sent' || draft.ticks.some((one) => one.what === what)) return
    const at = new Date(serverNow()).toISOString()
    this.#set({ draft: { ...draft, ticks: [...draft.ticks, { id: drawTickId(), what, at }] } })
  }

  /** It was not: free until the report may have been sent with it. */
  untick(what: string): void {
    this.edit({ ticks: this.#state.draft.ticks.filter((one) => one.what !== what) })
  }

  /** Gives the report a code name if it has none. Without network it waits; the server names it else. */
  async nameIt(): Promise<void> {
    if (this.#state.codeName || this.#isReserving) return
    this.#isReserving = true
    try {
      if (this.#names.length === 0) this.#names = await this.#deps.reserve()
      if (!this.#state.codeName && this.#state.phase.is === 'writing')
        this.#set({ codeName: this.#names.shift() })
    } catch {
      // Only the heading is lost; the server draws a name when the report arrives.
    } finally {
      this.#isReserving = false
    }
  }

  hand(): void {
    this.#deps.keepHanded?.(true)
    this.#set({ handed: '' })
  }

  writeHanded(words: string): void {
    this.#set({ handed: words })
  }

  /** The phone is back: what they wrote follows what was there. */
  takeBack(): void {
    const { draft, handed } = this.#state
    this.#deps.keepHanded?.(false)
    const words = [draft.whatHappened.trim(), handed?.trim()].filter(Boolean).join('\n\n')
    this.#set({
      handed: null,
      draft: { ...draft, whatHappened: words, isVerbatim: handed ? true : draft.isVerbatim },
    })
  }

  /**
   * Sends the report, or lets it wait for the network. Sending again is harmless.
   * @param pages the chair is paged with it
   */
  async send(pages = this.#state.pages): Promise<void> {
    const { draft, phase, codeName } = this.#state
    if (phase.is === 'sending' || phase.is === 'sent') return
    if (pages !== this.#state.pages) this.#set({ pages })
    if (!isTouched(draft)) return this.#set({ phase: { is: 'writing', problem: nothingYet } })
    if (phase.is !== 'unsure' && !this.#deps.isOnline()) return this.#set({ phase: { is: 'queued' } })
    this.#set({ phase: { is: 'sending' } })
    const id = this.#id
    const next = await this.#sendNow(phase, id, askOf({ draft, codeName, pages }, id))
    if (id !== this.#id) return
    const isWhole = this.#state.draft.ticks.length === draft.ticks.length
    this.#set({ phase: next.is === 'sent' && !isWhole ? { is: 'unsure' } : next })
    if (next.is === 'sent' && !isWhole) await this.send()
  }

  /** Another tab may have signed somebody else in, so the server is asked who it would take the writer for. */
  async #sendNow(before: Phase, id: ReportId, report: ReportAsk): Promise<Phase> {
    try {
      const here = await this.#deps.whoIsHere()
      if (id !== this.#id || here !== this.#member)
        return before.is === 'writing' ? { is: 'writing', problem: somebodyElse } : before
    } catch (error) {
      // Nothing has left the device yet.
      const after = phaseAfter(error)
      return before.is === 'unsure' ? before : after.is === 'unsure' ? { is: 'queued' } : after
    }
    try {
      await this.#deps.keepFirst?.()
      const answer = await this.#deps.send(report)
      return sentPhase(answer, new Date(serverNow()), before.is !== 'writing')
    } catch (error) {
      const after = phaseAfter(error)
      // An earlier try may have arrived.
      return before.is === 'unsure' && after.is === 'queued' ? before : after
    }
  }

  /** The network may be back. */
  async retry(): Promise<void> {
    const { is } = this.#state.phase
    if (this.#here === undefined || this.#here !== this.#member) return
    if (is === 'unsure' || is === 'queued') await this.send()
  }

  /** Leaves a sent report behind, or throws away what was written. */
  clear(): void {
    this.#startAnew()
  }

  #startAnew(): void {
    this.#id = drawReportId()
    // A name that was not used stays with the next report.
    this.#set({ ...fresh, codeName: this.#state.phase.is === 'sent' ? undefined : this.#state.codeName })
  }

  #set(change: Partial<DeskState>): void {
    this.#state = { ...this.#state, ...change }
    for (const listener of this.#listeners) listener()
  }
}

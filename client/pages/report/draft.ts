// What somebody has written into the report form so far, and the report it becomes. Pure. Nothing is required;
// what was not asked stays "not asked yet", which is something else than "they don't know".

import type { ReportWay } from '#shared/entries/report-ways.ts'
import type { Fact, ReportAsk } from '#shared/http/cases.ts'
import type { TickAsk } from '#shared/http/first-response.ts'
import type { CaseId, EntryId, MemberId, ReportId } from '#shared/ids.ts'
import type { BroughtMail } from '../../api/mails.ts'
import type { CallSaid } from '../../ui/SayCalled.tsx'

export type Missing = 'unknown' | 'refused' | 'not-asked'

/** Words, or why there are none. Words count wherever there are any. */
export type FactDraft = { words: string; missing: Missing }

export type WhenDraft = {
  choice: 'now' | 'earlier' | null
  /** The clock when "Just now" was pressed, or a clock time beside the words: `13:21`. */
  clock: string
  /** "after lunch" */
  words: string
  missing: Missing
}

export type Draft = CallSaid & {
  isDanger: boolean | null
  /** The case that it joins, where it opens none. */
  joins: { id: CaseId; codeName: string } | null
  way: ReportWay
  /** The mail it came by, which waits on the server; `isIn`: its words were put into the account. */
  mail: (BroughtMail & { isIn: boolean }) | null
  /** What was ticked of the first-response card, perhaps before a word was written. */
  ticks: TickAsk[]
  whatHappened: string
  isVerbatim: boolean
  when: WhenDraft
  where: FactDraft
  who: FactDraft
  others: FactDraft
  circumstances: FactDraft
  isOngoing: boolean | null
  involves: MemberId[]
  wishes: string
  toldBy: string
}

const noFact: FactDraft = { words: '', missing: 'not-asked' }

export const emptyDraft: Draft = {
  isDanger: null,
  joins: null,
  way: 'told',
  mail: null,
  hasCalled: false,
  calledAt: null,
  calledWhom: null,
  calledWhose: null,
  calledBecause: '',
  ticks: [],
  whatHappened: '',
  isVerbatim: true,
  when: { choice: null, clock: '', words: '', missing: 'not-asked' },
  where: noFact,
  who: noFact,
  others: noFact,
  circumstances: noFact,
  isOngoing: null,
  involves: [],
  wishes: '',
  toldBy: '',
}

/** Whether leaving now would lose something that somebody put in. */
export const isBegun = (draft: Draft): boolean => JSON.stringify(draft) !== JSON.stringify(emptyDraft)

/** Whether something stands in the form: ticks of the card alone are no report yet. */
export const isTouched = (draft: Draft): boolean => isBegun({ ...draft, ticks: [] })

const factOf = (fact: FactDraft): Fact => fact.words.trim() || { missing: fact.missing }

/** "13:21, just now", "after lunch, about 13:30", or why it is not known. */
export function whenOf(when: WhenDraft): Fact {
  if (when.choice === 'now') return when.clock ? `${when.clock}, just now` : 'just now'
  if (when.choice !== 'earlier') return { missing: when.missing }
  const words = when.words.trim()
  if (words && when.clock) return `${words}, about ${when.clock}`
  return words || (when.clock ? `about ${when.clock}` : { missing: when.missing })
}

/** In danger it counts as well that nobody was called. */
function calledOf(draft: Draft): Partial<ReportAsk> {
  const { isDanger, hasCalled, calledAt, calledWhom, calledWhose: whose, calledBecause } = draft
  if (!hasCalled) return isDanger ? { hasCalled } : {}
  return {
    hasCalled,
    ...(calledAt && { calledAt }),
    ...(calledWhom && { calledWhom }),
    ...(whose && { calledDecision: { whose, because: calledBecause.trim() } }),
  }
}

/** A mail that was brought in goes along only where the report came by one. */
function wayOf({ way, mail }: Draft): Partial<ReportAsk> {
  if (way === 'told') return {}
  return { way, ...(way === 'mail' && mail && { mail: { id: mail.id, name: mail.name } }) }
}

/** A name is drawn for a case that is opened; the one it joins has its own. */
function nameOf({ joins }: Draft, codeName: string | undefined): Partial<ReportAsk> {
  if (joins) return { case: joins.id }
  return codeName ? { codeName } : {}
}

/** The report to send. The id is drawn once by the caller, so that sending again answers the same case. */
export function reportOf(draft: Draft, id: ReportId, codeName: string | undefined): ReportAsk {
  return {
    id,
    whatHappened: draft.whatHappened.trim(),
    verbatim: draft.isVerbatim,
    ...wayOf(draft),
    when: whenOf(draft.when),
    where: factOf(draft.where),
    who: factOf(draft.who),
    others: factOf(draft.others),
    circumstances: factOf(draft.circumstances),
    ...(draft.isOngoing === null ? {} : { ongoing: draft.isOngoing }),
    ...(draft.isDanger === null ? {} : { danger: draft.isDanger }),
    ...calledOf(draft),
    ...(draft.ticks.length > 0 ? { ticks: draft.ticks } : {}),
    ...(draft.toldBy.trim() ? { toldBy: draft.toldBy.trim() } : {}),
    ...(draft.wishes.trim() ? { wishes: draft.wishes.trim() } : {}),
    ...(draft.involves.length > 0 ? { involvesMembers: draft.involves } : {}),
    ...nameOf(draft, codeName),
  }
}

export const drawReportId = (): ReportId => drawId() as ReportId
export const drawTickId = (): EntryId => drawId() as EntryId

/** A random id (UUID version 4). Drawn from getRandomValues, which plain http has too. */
function drawId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  bytes[6] = (bytes[6]! & 0x0f) | 0x40
  bytes[8] = (bytes[8]! & 0x3f) | 0x80
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

type Asked = { draft: Draft; codeName: string | undefined; pages: boolean }

/** What is sent, by this page or by the service worker. */
export const askOf = ({ draft, codeName, pages }: Asked, id: ReportId): ReportAsk => ({
  ...reportOf(draft, id, codeName),
  ...(pages && { pages }),
})

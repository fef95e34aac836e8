// One case as its page shows it, for one member who may open it now.

import { foldTicks } from '#shared/entries/tick.ts'
import type { CaseDetail, Report, Reports } from '#shared/http/cases.ts'
import type { CaseId, EntryId, FileId, MemberId, ReportId } from '#shared/ids.ts'
import { bookOfCase, type Entry, readEntries } from '../case/entries.ts'
import { readLikenesses } from '../case/likenesses.ts'
import { readPeople } from '../case/people-of.ts'
import type { CaseSeal, CaseSeals } from '../case/seals.ts'
import type { Db } from '../platform/db.ts'
import { problem } from '../platform/errors.ts'
import { readCards } from './cards.ts'
import { readLifts } from './lifts.ts'

/** @throws Problem not-available: hidden, unknown and not allowed are the same */
export async function readDetail(
  reading: { db: Db; seals: CaseSeals },
  member: MemberId,
  caseId: CaseId,
): Promise<CaseDetail> {
  const { db, seals } = reading
  const [card] = await readCards(reading, member, caseId)
  if (!card) throw problem('not-available')
  const seal = await seals.sealOf(db, caseId)
  return {
    ...card,
    access: await readAccess(db, caseId),
    people: await readPeople(db, seal, caseId),
    ...(await readReports(db, seal, caseId)),
    excluded: await readExcluded(db, caseId),
    likenesses: await readLikenesses(db, caseId),
    lifts: await readLifts(db, seal, caseId),
  }
}

/** Everybody who was given access, also those who have yet to answer the conflict check. */
export async function readAccess(db: Db, caseId: CaseId): Promise<CaseDetail['access']> {
  const rows = await db
    .selectFrom('case_access as a')
    .innerJoin('members as m', 'm.id', 'a.member_id')
    .select(['a.member_id as member', 'a.level', 'a.granted_at', 'a.conflict'])
    .where('a.case_id', '=', caseId)
    .where('m.ended_at', 'is', null)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('case_exclusions as x')
            .select('x.case_id')
            .whereRef('x.case_id', '=', 'a.case_id')
            .whereRef('x.member_id', '=', 'a.member_id'),
        ),
      ),
    )
    .orderBy('a.granted_at')
    .orderBy('m.created_at')
    .orderBy('m.id')
    .execute()
  return rows.map(({ member, level, granted_at, conflict }) => ({
    ...{ member, level, sinceAt: granted_at.toISOString() },
    ...(conflict === 'asked' && { isAsked: true as const }),
  }))
}

/**
 * Every account with what was added to it, what was said of a danger since, and what was done of the first-response card; what
 * can't be read is told apart and takes nothing else away.
 */
export async function readReports(db: Db, seal: CaseSeal, caseId: CaseId): Promise<Reports> {
  const entries = await readEntries(
    db,
    bookOfCase(caseId, async () => seal),
    ['report', 'amendment', 'attendee-word', 'danger', 'call-decision', 'tick', 'tick-removal', 'mail'],
  )
  const added = Map.groupBy(
    entries.filter((entry) => entry.kind === 'amendment' || entry.kind === 'attendee-word'),
    (entry) => entry.about,
  )
  const reports = entries
    .filter((entry) => entry.kind === 'report')
    .map(({ id, author, at, words }) => {
      const amendments = (added.get(id) ?? []).map(toAmendment)
      const mail = mailOf(id, entries)
      const taken = {
        ...{ id: id as ReportId, takenBy: author, at: at.toISOString(), amendments },
        ...(mail && { mail }),
      }
      return words ? { ...words, ...taken } : { ...taken, isDamaged: true as const }
    })
  const danger = entries.flatMap(({ kind, id, author: by, at, words }) =>
    kind === 'danger' && words ? [{ ...words, id: id as EntryId, by, at: at.toISOString() }] : [],
  )
  return { reports, danger, ticks: ticksIn(entries), decisions: decisionsIn(entries) }
}

type Known = Entry<
  'report' | 'amendment' | 'attendee-word' | 'danger' | 'call-decision' | 'tick' | 'tick-removal' | 'mail'
>

/** How the mail that a report came by says it came, without its words: they are the report's, or in the original. */
function mailOf(report: string, entries: readonly Known[]): Report['mail'] {
  const its = entries.find((entry) => entry.kind === 'mail' && entry.about === report)
  if (its?.kind !== 'mail') return undefined
  const original = its.id as FileId
  if (!its.words) return { original, isDamaged: true }
  const { text: _text, ...said } = its.words
  return { ...said, original }
}

const ticksIn = (entries: readonly Known[]) =>
  foldTicks(
    entries
      .filter((entry) => entry.kind === 'tick' || entry.kind === 'tick-removal')
      .map((entry) => ({ ...entry, at: entry.at.toISOString() })),
  ) as NonNullable<Reports['ticks']>

/** Whose decision each call was, as it was said last. */
function decisionsIn(entries: readonly Known[]): NonNullable<Reports['decisions']> {
  const said = entries.flatMap(({ kind, author: by, at, about, words }) =>
    kind === 'call-decision' && words
      ? [{ ...words, about: about as EntryId, by, at: at.toISOString() }]
      : [],
  )
  return [...new Map(said.map((one) => [one.about, one])).values()]
}

const toAmendment = ({
  author,
  at,
  words,
}: Entry<'amendment' | 'attendee-word'>): Report['amendments'][number] => {
  const added = { author, at: at.toISOString() }
  return words ? { ...added, words: words.words } : { ...added, isDamaged: true }
}

/** Those who must not be given anything here: also while it is not said whether they are named. */
export async function readExcluded(db: Db, caseId: CaseId): Promise<MemberId[]> {
  const rows = db
    .selectFrom('case_exclusions')
    .select('member_id')
    .where('case_id', '=', caseId)
    .where(({ or, eb }) => or([eb('until_given', '=', false), eb('until_answered', '=', true)]))
  return (await rows.orderBy('since').orderBy('member_id').execute()).map((row) => row.member_id)
}

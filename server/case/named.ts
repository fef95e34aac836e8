// Who of the team is named in a case: by what is listed, by what a report says, by what was added to it. Asked when something is
// written, when somebody joins the team or changes their name, and when somebody is given access.

import type { MailWords } from '#shared/entries/mail.ts'
import type { ReportWords } from '#shared/entries/report.ts'
import type { PersonRole } from '#shared/http/cases.ts'
import type { CaseId, EventId, MemberId } from '#shared/ids.ts'
import { findNamed, type Mention, type Nameable } from '#shared/privacy/naming.ts'
import type { Db } from '../platform/db.ts'
import { SealBroken } from '../platform/sealing.ts'
import { bookOfCase, readEntries } from './entries.ts'
import { findLetIn } from './exclusions.ts'
import { clearedKey, type Likely, readCleared } from './likenesses.ts'
import type { Trx } from './lock.ts'
import { readPeople } from './people-of.ts'
import type { CaseSeal } from './seals.ts'

/** What one entry says about people. */
export type Said = { entry: string; mentions: readonly Mention[] }
/** Who is named in full, and who is likely named. */
export type Named = { full: MemberId[]; likely: Likely['entries'] }

type Member = Nameable & { id: MemberId }

/** What an account says of people. */
export function saidInReport(entry: string, words: ReportWords): Said {
  const { who, others, toldBy, whatHappened, circumstances, where } = words
  const mention = (is: Mention['is'], fact: ReportWords['who']): Mention[] =>
    typeof fact === 'string' ? [{ is, words: fact }] : []
  return {
    entry,
    mentions: [
      ...mention('who', who),
      ...[others, toldBy].flatMap((fact) => mention('others', fact)),
      ...[whatHappened, circumstances, where].flatMap((fact) => mention('text', fact)),
    ],
  }
}

type Called = {
  role?: PersonRole | undefined
  name?: string | undefined
  aliases?: readonly string[] | undefined
  badge?: string | null | undefined
}

/** What somebody listed is called: each of it says who they are. */
export const saidOfPerson = (entry: string, { role, name, aliases = [], badge }: Called): Said => ({
  entry,
  mentions: [name ?? '', ...aliases, badge ?? ''].map((words) => ({
    is: role === 'reported' ? 'who' : 'listed',
    words,
  })),
})

export const saidInAddition = (entry: string, words: string): Said => ({
  entry,
  mentions: [{ is: 'text', words }],
})

/** All of a mail that can name somebody. Who sent it may be who passes it on: nobody is locked out for that unasked. */
export const saidInMail = (entry: string, { from, subject, text }: MailWords): Said =>
  saidInAddition(entry, [from, subject, text].join('\n'))

/** Those of the team whom this names. Whom two have let back in is not meant, and neither is whom somebody said so of. */
export async function findNamedIn(trx: Trx, caseId: CaseId, said: readonly Said[]): Promise<Named> {
  const { event_id: event } = await trx
    .selectFrom('cases')
    .select('event_id')
    .where('id', '=', caseId)
    .executeTakeFirstOrThrow()
  return without(trx, caseId, namedBy(said, await readTeam(trx, event)))
}

/** The same of one member, in all that is written in the case so far. */
export async function findWhetherNamed(
  trx: Trx,
  seal: () => Promise<CaseSeal>,
  caseId: CaseId,
  member: Member,
): Promise<Named> {
  return without(trx, caseId, namedBy(await readSaid(trx, seal, caseId), [member]))
}

function namedBy(said: readonly Said[], team: readonly Member[]): Named {
  const full = new Set<MemberId>()
  const likely: { member: MemberId; entry: string }[] = []
  for (const { entry, mentions } of said)
    for (const [{ id }, naming] of findNamed(mentions, team))
      if (naming === 'full') full.add(id)
      else likely.push({ member: id, entry })
  return { full: [...full], likely: likely.filter(({ member }) => !full.has(member)) }
}

async function without(trx: Trx, caseId: CaseId, { full, likely }: Named): Promise<Named> {
  if (full.length + likely.length === 0) return { full, likely }
  const letIn = await findLetIn(trx, caseId)
  const cleared = await readCleared(trx, caseId)
  return {
    full: full.filter((member) => !letIn.has(member)),
    likely: likely.filter(
      ({ member, entry }) => !letIn.has(member) && !cleared.has(clearedKey(member, entry)),
    ),
  }
}

/** @param by who wrote it */
export const asLikely = ({ likely }: Named, by: MemberId | null): Likely => ({
  members: [...new Set(likely.map(({ member }) => member))].filter((member) => member !== by),
  entries: likely,
  by,
})

/** Everything in a case that says of people. What can't be read says nothing. */
async function readSaid(db: Db, openSeal: () => Promise<CaseSeal>, caseId: CaseId): Promise<Said[]> {
  const seal = await openSeal().catch((error) => {
    if (error instanceof SealBroken) return undefined
    throw error
  })
  if (!seal) return []
  const people = await readPeople(db, seal, caseId)
  const entries = await readEntries(
    db,
    bookOfCase(caseId, async () => seal),
    ['report', 'amendment', 'attendee-word', 'tick', 'call-decision', 'file', 'mail'],
  )
  return [
    ...people.map((one) => saidOfPerson(one.id, 'isDamaged' in one ? {} : one)),
    ...entries.flatMap((one) => {
      if (!one.words) return []
      if (one.kind === 'report') return [saidInReport(one.id, one.words)]
      if (one.kind === 'mail') return [saidInMail(one.id, one.words)]
      if (one.kind === 'tick') return [saidInAddition(one.id, one.words.what)]
      if (one.kind === 'file') return [saidInAddition(one.id, one.words.name)]
      return [saidInAddition(one.id, one.kind === 'call-decision' ? one.words.because : one.words.words)]
    }),
  ]
}

/** The living team, with the names that they had before. */
export async function readTeam(db: Db, event: EventId): Promise<Member[]> {
  const rows = await db
    .selectFrom('members as m')
    .leftJoin('former_names as f', 'f.member_id', 'm.id')
    .select(['m.id', 'm.role', 'm.name', 'f.name as former'])
    .where('m.event_id', '=', event)
    .where('m.ended_at', 'is', null)
    .orderBy('m.created_at')
    .orderBy('m.id')
    .execute()
  return [...Map.groupBy(rows, (row) => row.id)].map(([id, own]) => ({
    id,
    role: own[0]!.role,
    names: [own[0]!.name, ...own.flatMap(({ former }) => former ?? [])],
  }))
}

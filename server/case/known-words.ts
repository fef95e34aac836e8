// Words that are nobody's name in a case, however large they are written: those of the event and its meeting, the first names
// of the team, and what somebody on the case said is none. Everything else that looks like a name is held back in the room.

import type { CaseId } from '#shared/ids.ts'
import { limits } from '#shared/limits.ts'
import { firstNameOf } from '#shared/people/initials.ts'
import { wordsOf } from '#shared/privacy/likely-names.ts'
import type { Db } from '../platform/db.ts'
import { problem } from '../platform/errors.ts'
import type { Act } from './command.ts'
import { bookOfCase, readEntries } from './entries.ts'
import { openPlace } from './sealed-rows.ts'
import type { CaseSeal } from './seals.ts'

/** In no order; a member who is in the case is not one of the team here. */
export async function readKnownWords(db: Db, seal: CaseSeal, caseId: CaseId): Promise<string[]> {
  const event = await db
    .selectFrom('cases as c')
    .innerJoin('events as e', 'e.id', 'c.event_id')
    .select(['e.id', 'e.name', 'e.time_zone', 'c.code_name'])
    .where('c.id', '=', caseId)
    .executeTakeFirst()
  if (!event) return []
  const team = await db
    .selectFrom('members as m')
    .select('m.name')
    .where('m.event_id', '=', event.id)
    .where('m.id', 'not in', (eb) =>
      eb
        .selectFrom('case_people')
        .select((of) => of.ref('member_id').$notNull().as('id'))
        .where('case_id', '=', caseId)
        .where('member_id', 'is not', null),
    )
    .execute()
  const meeting = await db
    .selectFrom('meetings')
    .select(['id', 'sealed_place'])
    .where('case_id', '=', caseId)
    .orderBy('started_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  const said = await readEntries(
    db,
    bookOfCase(caseId, async () => seal),
    ['plain-word'],
  )
  return [
    ...[event.name, event.time_zone, event.code_name, (meeting && openPlace(seal, meeting)) ?? ''],
    ...team.map(({ name }) => firstNameOf(name)),
    ...said.flatMap(({ words }) => words?.word ?? []),
  ].filter((words) => words !== '')
}

/** Somebody says that a word is nobody's name; again is no harm. @throws Problem conflict when there are too many */
export async function sayPlainWord({ trx, caseId, seal, entries, after }: Act, word: string): Promise<void> {
  const said = await readEntries(trx, bookOfCase(caseId, seal), ['plain-word'])
  const [folded] = wordsOf(word)
  if (said.some(({ words }) => words && wordsOf(words.word)[0] === folded)) return
  if (said.length >= limits.maxPlainWords)
    throw problem('conflict', 'There are too many such words in this case.')
  await entries.append('plain-word', { word })
  // What a meeting may see is a part of its meetings.
  after.tellCase({ part: 'meetings' })
}

// The procedure in force: the last that the event adopted, or the one that Greenroom brings.

import type { Procedure } from '#shared/http/procedure.ts'
import type { EntryId, EventId } from '#shared/ids.ts'
import { readProcedure } from '#shared/procedure/read-procedure.ts'
import { bookOfEvent, type OwnSealing, readLast } from '../case/entries.ts'
import type { Db } from '../platform/db.ts'
import { ownProcedure } from './own-procedure.ts'

/** What was read last: every member asks for the same document, and reading a long one takes up to two seconds. */
let last: { markdown: string; read: ReturnType<typeof readProcedure> } | undefined

function readOnce(markdown: string): ReturnType<typeof readProcedure> {
  if (last?.markdown !== markdown) last = { markdown, read: readProcedure(markdown) }
  return last.read
}

/** The same for everybody. */
export type InForce = Omit<Procedure, 'readAt'>
type Words = Pick<Procedure, 'id' | 'markdown' | 'source' | 'licence' | 'version'>

/** Of an event that adopted none, or whose last can't be read, it is Greenroom's own. */
export async function readInForce(db: Db, sealing: OwnSealing, event: EventId): Promise<InForce> {
  const newest = await readLast(db, bookOfEvent(event, sealing), 'procedure')
  if (!newest?.words) return describe(ownProcedure, null, newest !== undefined)
  const { author, at, words } = newest
  const id = newest.id as EntryId
  return describe({ id, ...words }, { id, by: author, at: at.toISOString() }, false)
}

function describe(words: Words, adopted: Procedure['adopted'], isDamaged: boolean): InForce {
  const { id, markdown, source, licence, version } = words
  const { clauses, notPlaced } = readOnce(markdown)
  return { id, clauses, notPlaced, markdown, source, licence, version, adopted, isDamaged }
}

/** Whether these words are in force already because the event adopted them. */
export const isSame = (now: InForce, words: Omit<Words, 'id'>): boolean =>
  now.adopted !== null &&
  (['markdown', 'source', 'licence', 'version'] as const).every((part) => now[part] === words[part])

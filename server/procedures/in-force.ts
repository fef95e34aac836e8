// The procedure in force: the last that the event adopted, or the one that Greenroom brings.

import type { Procedure } from '#shared/http/procedure.ts'
import type { EntryId, EventId } from '#shared/ids.ts'
import { readProcedure } from '#shared/procedure/read-procedure.ts'
import { bookOfEvent, type OwnSealing, readEntry, readLast } from '../case/entries.ts'
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

/** Which one that is; what is understood of it is not asked. */
export async function findInForce(db: Db, sealing: OwnSealing, event: EventId): Promise<EntryId> {
  const newest = await readLast(db, bookOfEvent(event, sealing), 'procedure')
  return newest?.words ? (newest.id as EntryId) : ownProcedure.id
}

/** One that the event adopted at some time, or Greenroom's own; undefined for any other id. What can't be read is said, and Greenroom's own stands in. */
export async function readVersion(
  db: Db,
  sealing: OwnSealing,
  event: EventId,
  id: EntryId,
): Promise<InForce | undefined> {
  if (id === ownProcedure.id) return describe(ownProcedure, null, false)
  const found = await readEntry(db, bookOfEvent(event, sealing), 'procedure', id)
  if (!found) return undefined
  const adopted = { id, by: found.author, at: found.at.toISOString() }
  const { words } = found
  return words ? describe({ id, ...words }, adopted, false) : describe({ ...ownProcedure, id }, adopted, true)
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

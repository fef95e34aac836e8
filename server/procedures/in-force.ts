// The procedure in force: the last that the event adopted, or the one that Greenroom brings.

import type { Procedure } from '#shared/http/procedure.ts'
import type { EntryId, EventId } from '#shared/ids.ts'
import { bookOfEvent, type OwnSealing, readEntry, readLast } from '../case/entries.ts'
import type { Db } from '../platform/db.ts'
import { ownProcedure } from './own-procedure.ts'
import type { Reading } from './reading-thread.ts'

/** The same for everybody. */
export type InForce = Omit<Procedure, 'readAt'>
type Words = Pick<Procedure, 'id' | 'markdown' | 'source' | 'licence' | 'version'>

/** `read`: what is understood of a text; never called inside of a transaction, which would wait for it. */
export type InForceDeps = { db: Db; sealing: OwnSealing; read: Reading['read'] }

/** Of an event that adopted none, or whose last can't be read, it is Greenroom's own. */
export async function readInForce({ db, sealing, read }: InForceDeps, event: EventId): Promise<InForce> {
  const newest = await readLast(db, bookOfEvent(event, sealing), 'procedure')
  if (!newest?.words) return describe(read, ownProcedure, null, newest !== undefined)
  const { author, at, words } = newest
  const id = newest.id as EntryId
  return describe(read, { id, ...words }, { id, by: author, at: at.toISOString() }, false)
}

/** Which one that is; what is understood of it is not asked. */
export async function findInForce(db: Db, sealing: OwnSealing, event: EventId): Promise<EntryId> {
  const newest = await readLast(db, bookOfEvent(event, sealing), 'procedure')
  return newest?.words ? (newest.id as EntryId) : ownProcedure.id
}

/** One that the event adopted at some time, or Greenroom's own; undefined for any other id. What can't be read is said, and Greenroom's own stands in. */
export async function readVersion(
  { db, sealing, read }: InForceDeps,
  event: EventId,
  id: EntryId,
): Promise<InForce | undefined> {
  if (id === ownProcedure.id) return describe(read, ownProcedure, null, false)
  const found = await readEntry(db, bookOfEvent(event, sealing), 'procedure', id)
  if (!found) return undefined
  const adopted = { id, by: found.author, at: found.at.toISOString() }
  const { words } = found
  return words
    ? describe(read, { id, ...words }, adopted, false)
    : describe(read, { ...ownProcedure, id }, adopted, true)
}

async function describe(
  read: Reading['read'],
  words: Words,
  adopted: Procedure['adopted'],
  isDamaged: boolean,
): Promise<InForce> {
  const { id, markdown, source, licence, version } = words
  const { clauses, notPlaced } = await read(markdown)
  return { id, clauses, notPlaced, markdown, source, licence, version, adopted, isDamaged }
}

/** Whether these words are in force already because the event adopted them. */
export async function isInForce(
  db: Db,
  sealing: OwnSealing,
  event: EventId,
  words: Omit<Words, 'id'>,
): Promise<boolean> {
  const newest = await readLast(db, bookOfEvent(event, sealing), 'procedure')
  const parts = ['markdown', 'source', 'licence', 'version'] as const
  return parts.every((part) => newest?.words?.[part] === words[part])
}

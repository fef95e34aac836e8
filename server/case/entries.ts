// The one list of what is written down in a case, or an event, and never changed: accounts, people, minutes. Each entry is
// sealed, knows the version of its words, and may be about another one. What does not open, or does not read, is damaged: it is
// told apart and takes nothing else away. Call what writes with the case locked.

import { Buffer } from 'node:buffer'
import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { type EntryName, entryKinds, type WordsOf } from '#shared/entries/kinds.ts'
import type { CaseId, EventId, MemberId, ReportId } from '#shared/ids.ts'
import type { Db } from '../platform/db.ts'
import { problem } from '../platform/errors.ts'
import { SealBroken, type Sealing } from '../platform/sealing.ts'
import type { Trx } from './lock.ts'
import type { CaseSeal } from './seals.ts'

/** What somebody may write who is nobody of the team: the database holds to it, too (migrations/0026-attendee-page.ts). */
type AttendeesKind = 'report' | 'attendee-word'

/** `words` are undefined where what is stored is damaged, or was written by a later Greenroom. */
export type Entry<K extends EntryName = EntryName> = {
  [N in K]: {
    kind: N
    id: string
    /** Nobody of the team, of what an attendee wrote. */
    author: N extends AttendeesKind ? MemberId | null : MemberId
    at: Date
    about: string | null
    words: WordsOf<N> | undefined
  }
}[K]

type EntrySeal = {
  seal: (kind: EntryName, id: string, plain: string) => Buffer
  unseal: (kind: EntryName, id: string, sealed: Uint8Array) => Buffer
}

/** A list of entries: that of a case, or that of the event for what belongs to no case. */
export type Book = {
  table: 'case_entries' | 'event_entries'
  owner: 'case_id' | 'event_id'
  id: CaseId | EventId
  seal: () => Promise<EntrySeal>
}

export const bookOfCase = (id: CaseId, seal: () => Promise<CaseSeal>): Book => ({
  ...{ table: 'case_entries', owner: 'case_id', id, seal },
})

/** Sealed by the master key itself: there is no key that an event's entries could be forgotten with. */
export const bookOfEvent = (id: EventId, { sealOwn, unsealOwn }: OwnSealing): Book => {
  const nameOf = (kind: EntryName, entry: string) => `event-entry ${id} ${kind} ${entry}`
  const seal: EntrySeal = {
    seal: (kind, entry, plain) => sealOwn(nameOf(kind, entry), plain),
    unseal: (kind, entry, sealed) => unsealOwn(nameOf(kind, entry), sealed),
  }
  return { table: 'event_entries', owner: 'event_id', id, seal: async () => seal }
}

/** What seals that which belongs to no case. */
export type OwnSealing = Pick<Sealing, 'sealOwn' | 'unsealOwn'>

type Place = { id?: string; about?: string | null }

/** The entries that one act writes into a book. Call with its owner locked. */
export class Entries {
  readonly #trx: Trx
  readonly #book: Book
  readonly #by: { author: MemberId | null; now: Date }
  #first: string | null = null

  constructor(trx: Trx, book: Book, by: { author: MemberId | null; now: Date }) {
    this.#trx = trx
    this.#book = book
    this.#by = by
  }

  /** The first that was written here: what the act is about, for the audit. */
  get first(): string | null {
    return this.#first
  }

  /**
   * What the same member wrote here under this id before: a request whose answer was lost comes again, and is done once.
   * @param about what it must be about
   * @throws Problem not-available where the id is anything else's
   */
  async find<K extends EntryName>(kind: K, id: string | undefined, about: string | null = null) {
    if (id === undefined) return undefined
    const { table, owner, id: of, seal } = this.#book
    const { rows } = await sql<SealedRow & { owner: string }>`
      select kind, id, version, author_id, at, about, sealed, ${sql.ref(owner)} as owner
      from ${sql.table(table)} where kind = ${kind} and id = ${id}`.execute(this.#trx)
    const [row] = rows
    if (!row) return undefined
    if (row.owner !== of || row.author_id !== this.#by.author || row.about !== about)
      throw problem('not-available')
    return openEntries<K>(await seal(), [row])[0]
  }

  /**
   * Writes one down.
   * @param place its id where that is known before, and what it is about
   * @returns its id
   */
  async append<K extends EntryName>(
    kind: K,
    words: WordsOf<K>,
    { id = randomUUID(), about = null }: Place = {},
  ): Promise<string> {
    const { table, owner, id: of, seal } = this.#book
    const { author, now } = this.#by
    const { version, write } = entryKinds[kind] as { version: number; write: (words: WordsOf<K>) => unknown }
    const sealed = (await seal()).seal(kind, id, JSON.stringify(write(words)))
    await sql`insert into ${sql.table(table)} (kind, id, ${sql.ref(owner)}, n, version, author_id, at, about, sealed)
      select ${kind}, ${id}, ${of}, coalesce(max(n), 0) + 1, ${version}::int2, ${author}, ${now}::timestamptz,
        ${about}::uuid, ${sealed}::bytea
      from ${sql.table(table)} where ${sql.ref(owner)} = ${of}`.execute(this.#trx)
    this.#first ??= id
    return id
  }
}

export type EntryRow = Awaited<ReturnType<typeof readEntryRows>>[number]

/** The rows of these kinds in these cases, still sealed, in the order in which they were written. */
export const readEntryRows = (db: Db, cases: readonly CaseId[], kinds: readonly EntryName[]) =>
  db
    .selectFrom('case_entries')
    .select(['case_id', 'kind', 'id', 'version', 'author_id', 'at', 'about', 'sealed'])
    .where('case_id', 'in', cases)
    .where('kind', 'in', kinds)
    .orderBy('case_id')
    .orderBy('n')
    .execute()

type SealedRow = Omit<EntryRow, 'case_id'>

/** Opens rows of these kinds. Never throws for what is damaged. */
export const openEntries = <K extends EntryName>(seal: EntrySeal, rows: readonly SealedRow[]): Entry<K>[] =>
  rows.map(
    ({ kind, id, version, author_id, at, about, sealed }) =>
      ({
        kind,
        id,
        author: author_id,
        at,
        about,
        words: readWords(seal, kind, id, version, sealed),
      }) as Entry<K>,
  )

/** What is written down of these kinds in a book, in the order in which it was. */
export async function readEntries<K extends EntryName>(
  db: Db,
  book: Book,
  kinds: readonly K[],
): Promise<Entry<K>[]> {
  const { table, owner, id, seal } = book
  const { rows } = await sql<SealedRow>`select kind, id, version, author_id, at, about, sealed
    from ${sql.table(table)} where ${sql.ref(owner)} = ${id} and kind in (${sql.join(kinds)}) order by n`.execute(
    db,
  )
  return openEntries<K>(await seal(), rows)
}

function readWords(seal: EntrySeal, kind: string, id: string, version: number, sealed: Uint8Array): unknown {
  const known = Object.hasOwn(entryKinds, kind) ? (kind as EntryName) : undefined
  if (!known) return undefined
  try {
    return entryKinds[known].read(version, JSON.parse(Buffer.from(seal.unseal(known, id, sealed)).toString()))
  } catch (error) {
    if (error instanceof SealBroken || error instanceof SyntaxError) return undefined
    throw error
  }
}

/** What was written down last of a kind, in a book in which the last of it holds; damaged, it is told so, and none before it stands in. */
export async function readLast<K extends EntryName>(
  db: Db,
  { table, owner, id, seal }: Book,
  kind: K,
): Promise<Entry<K> | undefined> {
  const { rows } = await sql<SealedRow>`select kind, id, version, author_id, at, about, sealed
    from ${sql.table(table)} where ${sql.ref(owner)} = ${id} and kind = ${kind} order by n desc limit 1`.execute(
    db,
  )
  return openEntries<K>(await seal(), rows)[0]
}

/** One entry of a book by its id; undefined where there is none. */
export async function readEntry<K extends EntryName>(
  db: Db,
  { table, owner, id: of, seal }: Book,
  kind: K,
  id: string,
): Promise<Entry<K> | undefined> {
  const { rows } = await sql<SealedRow>`select kind, id, version, author_id, at, about, sealed
    from ${sql.table(table)} where ${sql.ref(owner)} = ${of} and kind = ${kind} and id = ${id}`.execute(db)
  return openEntries<K>(await seal(), rows)[0]
}

/** The case that a report belongs to; where there is none, the id of no case, of which one asks the same, so that the time tells nothing. */
export async function caseOfReport(db: Db, report: ReportId): Promise<CaseId> {
  const row = await db
    .selectFrom('case_entries')
    .select('case_id')
    .where('kind', '=', 'report')
    .where('id', '=', report)
    .executeTakeFirst()
  return row?.case_id ?? (randomUUID() as CaseId)
}

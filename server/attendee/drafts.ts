// What an attendee is writing, screen by screen: kept for an hour since the last of them, sealed by a key that only the page in
// their browser holds. Whoever has the database, or the server without the page, reads nothing of it.

import { hkdfSync } from 'node:crypto'
import type { AttendeeWords } from '#shared/http/attendee.ts'
import { hashToken } from '../people/tokens.ts'
import type { Db } from '../platform/db.ts'
import { createSealing } from '../platform/sealing.ts'

const keptMs = 3_600_000
/** So long it is known that somebody left: a browser may send again what it has kept of its own. */
const leftMs = 24 * keptMs

/** `sent`: the report is with the team, and its words are here no more. `left`: they left the page. */
export type Draft = { is: 'written'; words: Partial<AttendeeWords> } | { is: 'sent' } | { is: 'left' }

const sealOf = (key: string) =>
  createSealing(new Uint8Array(hkdfSync('sha256', key, '', 'greenroom attendee draft', 32)))
const place = 'attendee-draft'

/** @returns undefined where there is none, or none any more */
export async function readDraft(db: Db, key: string, now: Date): Promise<Draft | undefined> {
  const row = await db
    .selectFrom('attendee_drafts')
    .select('sealed')
    .where('key_hash', '=', hashToken(key))
    .where('expires_at', '>', now)
    .executeTakeFirst()
  return row && (JSON.parse(sealOf(key).unsealOwn(place, row.sealed).toString()) as Draft)
}

/** In place of what was there; what is over of others goes. */
export async function keepDraft(db: Db, key: string, draft: Draft, now: Date): Promise<void> {
  await db.deleteFrom('attendee_drafts').where('expires_at', '<=', now).execute()
  const row = {
    sealed: sealOf(key).sealOwn(place, JSON.stringify(draft)),
    expires_at: new Date(now.getTime() + (draft.is === 'left' ? leftMs : keptMs)),
  }
  await db
    .insertInto('attendee_drafts')
    .values({ key_hash: hashToken(key), ...row })
    .onConflict((known) => known.column('key_hash').doUpdateSet(row))
    .execute()
}

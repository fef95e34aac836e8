// A message for each device of whoever is to be rung, in the transaction that what they are rung for follows from.

import type { EntryId, MemberId, PageId } from '#shared/ids.ts'
import { limits } from '#shared/limits.ts'
import type { Trx } from '../../jobs/kinds.ts'
import { enqueue } from '../../jobs/rows.ts'
import { memberOf, type Note, ringDevice } from '../jobs.ts'

/** So long it is worth a ring; a phone that is on later finds it in the app. */
const worthMs = { task: 60 * 60_000, page: limits.pageMinutes * 60_000, reading: 24 * 60 * 60_000 }
export function worthMsOf(note: Note): number {
  if ('page' in note) return worthMs.page
  return 'procedure' in note ? worthMs.reading : worthMs.task
}

function keyOf(note: Note): string {
  if ('page' in note) return note.page
  if ('procedure' in note) return note.procedure
  return 'task' in note ? `${note.case} ${note.task}` : note.case
}

/** @returns whether anybody has a device */
export async function putRings(trx: Trx, notes: readonly Note[], now: Date): Promise<boolean> {
  if (notes.length === 0) return false
  const devices = await trx
    .selectFrom('push_subscriptions')
    .select(['id', 'member_id'])
    .where('member_id', 'in', notes.map(memberOf))
    .execute()
  const rings = notes.flatMap((note) =>
    devices
      .filter(({ member_id }) => member_id === memberOf(note))
      .map(({ id: device }) => ({
        key: `${device} ${keyOf(note)}`,
        about: { ...note, device },
        expiresAt: new Date(now.getTime() + worthMsOf(note)),
      })),
  )
  return enqueue(trx, ringDevice, rings, now)
}

/** Every device of these members rings for a page. */
export async function ringPages(
  trx: Trx,
  page: PageId,
  members: readonly MemberId[],
  now: Date,
): Promise<void> {
  await putRings(
    trx,
    members.map((member) => ({ member, page })),
    now,
  )
}

/** Every device of these members rings for a procedure that is to be read. */
export async function ringReaders(
  trx: Trx,
  procedure: EntryId,
  members: readonly MemberId[],
  now: Date,
): Promise<void> {
  await putRings(
    trx,
    members.map((member) => ({ member, procedure })),
    now,
  )
}

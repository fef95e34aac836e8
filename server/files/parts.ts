// What is being sent: each part is sealed and lies in a row of its own as soon as it is here, so that a cut costs one part and no memory
// holds a whole file. Nothing of it is in the case before it is kept (keep.ts): a part is no act, and leaves no row in the audit.

import type { CaseId, FileId } from '#shared/ids.ts'
import { limits } from '#shared/limits.ts'
import type { CaseDeps } from '../case/case-deps.ts'
import { lockCase, type Trx } from '../case/lock.ts'
import type { CaseSeal } from '../case/seals.ts'
import type { Actor } from '../platform/actor.ts'
import type { Db } from '../platform/db.ts'
import { problem } from '../platform/errors.ts'
import { type Place, refuseUnlessWriting } from './place.ts'

/** A piece of a file as it is sent: where it begins, and how long the whole is. */
export type Piece = { at: number; of: number; bytes: Uint8Array }

/** As it was sent, or drawn anew: a box of the one does not open as the other. */
export type Making = 'sent' | 'cleaned'

/** Of a mail for which there is no report yet. */
export const nowhereYet = { caseId: null, about: null } as const

/** What seals parts: a case's key, or the master key for what is in no case yet. */
export type PartSeal = Pick<CaseSeal, 'seal' | 'unseal'>

export const sealOfNoCase = ({ seals }: Pick<CaseDeps, 'seals'>): PartSeal => ({
  seal: (kind, place, plain) => seals.sealOwn(`${kind} ${place}`, plain),
  unseal: (kind, place, sealed) => seals.unsealOwn(`${kind} ${place}`, sealed),
})

const tooMuch = 'No more photos or files fit into this case.'
const tooMuchForNow =
  'That is a lot of files in one hour. Please go on in a while. Nothing of what came is lost.'

/**
 * Takes a part, if it is the next one. What is here already is not written again.
 * @returns how many bytes are here
 * @throws Problem not-available, conflict, bad-request, too-large when there is no room
 */
export function takePart(
  deps: CaseDeps,
  actor: Actor,
  id: FileId,
  place: Place | typeof nowhereYet,
  piece: Piece,
) {
  return deps.db.transaction().execute(async (trx) => {
    if (place.caseId) await refuseUnlessWriting(trx, actor, place.caseId)
    const row = (await findRow(trx, id)) ?? (await begin(trx, actor, id, place, piece.of, deps.clock()))
    const isSame = row.member_id === actor.member && row.case_id === place.caseId && row.about === place.about
    if (!isSame) throw problem('not-available')
    // It may have been drawn smaller than it was sent.
    if (row.kept_at) return piece.of
    if (piece.at !== row.got) return row.got
    if (piece.of !== row.bytes) throw problem('conflict', 'This is another file than the one that was begun.')
    const seal = place.caseId ? await deps.seals.sealOf(trx, place.caseId) : sealOfNoCase(deps)
    return append(trx, seal, id, row, piece.bytes)
  })
}

const findRow = (trx: Trx, id: FileId) =>
  trx
    .selectFrom('files')
    .select(['case_id', 'member_id', 'about', 'bytes', 'got', 'kept_at'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()

async function append(
  trx: Trx,
  seal: PartSeal,
  id: FileId,
  { got, bytes }: { got: number; bytes: number },
  piece: Uint8Array,
): Promise<number> {
  const isWhole = piece.length === Math.min(limits.filePartBytes, bytes - got)
  if (!isWhole) throw problem('bad-request', 'A part is not as long as it should be.')
  if (piece.length === 0) return got
  await writePart(trx, seal, id, 'sent', got / limits.filePartBytes, piece)
  await trx
    .updateTable('files')
    .set({ got: got + piece.length })
    .where('id', '=', id)
    .execute()
  return got + piece.length
}

/** With the case locked, so that two who begin at once do not both get the last of the room. */
async function begin(
  trx: Trx,
  actor: Actor,
  id: FileId,
  { caseId, about }: Place | typeof nowhereYet,
  bytes: number,
  now: Date,
) {
  if (bytes === 0) throw problem('bad-request', 'There is nothing in this file.')
  if (caseId) await lockCase(trx, caseId)
  await forgetUnfinished(trx, now)
  await refuseBeyond(trx, actor, caseId, bytes, now)
  const row = { case_id: caseId, member_id: actor.member, about, bytes, got: 0, kept_at: null }
  // Whoever drew the same id at the same moment was first: it is theirs.
  const made = await trx
    .insertInto('files')
    .values({ ...row, id, begun_at: now })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  return made ? row : (await findRow(trx, id))!
}

/** What was begun and never came whole makes room. */
async function forgetUnfinished(trx: Trx, now: Date): Promise<void> {
  const since = new Date(now.getTime() - limits.unfinishedFileHours * 3_600_000)
  await trx.deleteFrom('files').where('kept_at', 'is', null).where('begun_at', '<', since).execute()
}

/** @throws Problem too-large, too-fast */
async function refuseBeyond(
  trx: Trx,
  { member }: Actor,
  caseId: CaseId | null,
  bytes: number,
  now: Date,
): Promise<void> {
  if (caseId) await refuseWhereFull(trx, caseId, bytes)
  const hourAgo = new Date(now.getTime() - 3_600_000)
  const own = await trx
    .selectFrom('files')
    .select(({ fn }) => fn.sum<string | null>('bytes').as('bytes'))
    .where('member_id', '=', member)
    .where('begun_at', '>', hourAgo)
    .executeTakeFirstOrThrow()
  if (Number(own.bytes) + bytes > limits.maxMemberFileBytesAnHour) throw problem('too-fast', tooMuchForNow)
}

/** @throws Problem too-large */
export async function refuseWhereFull(trx: Trx, caseId: CaseId, bytes: number): Promise<void> {
  const its = await trx
    .selectFrom('files')
    .select(({ fn }) => [fn.countAll<string>().as('count'), fn.sum<string | null>('bytes').as('bytes')])
    .where('case_id', '=', caseId)
    .executeTakeFirstOrThrow()
  const isFull =
    Number(its.count) >= limits.maxCaseFiles || Number(its.bytes) + bytes > limits.maxCaseFileBytes
  if (isFull) throw problem('too-large', tooMuch)
}

const placeOf = (id: FileId, making: Making, n: number) => `${id} ${making} ${n}`

/** What lay sealed by one key lies sealed by another, part by part. @throws SealBroken */
export async function resealParts(trx: Trx, id: FileId, bytes: number, from: PartSeal, to: PartSeal) {
  let n = 0
  for await (const part of readParts(trx, from, id, 'sent', bytes)) {
    const sealed = to.seal('file-part', placeOf(id, 'sent', n), part)
    await trx
      .updateTable('file_parts')
      .set({ sealed })
      .where('file_id', '=', id)
      .where('n', '=', n++)
      .execute()
  }
}

function writePart(trx: Trx, seal: PartSeal, id: FileId, making: Making, n: number, bytes: Uint8Array) {
  const sealed = seal.seal('file-part', placeOf(id, making, n), bytes)
  return trx.insertInto('file_parts').values({ file_id: id, n, sealed }).execute()
}

/** In the place of what was sent, which is gone then. */
export async function replaceParts(trx: Trx, seal: PartSeal, id: FileId, bytes: Uint8Array): Promise<void> {
  await trx.deleteFrom('file_parts').where('file_id', '=', id).execute()
  for (let n = 0; n * limits.filePartBytes < bytes.length; n++) {
    const part = bytes.subarray(n * limits.filePartBytes, (n + 1) * limits.filePartBytes)
    await writePart(trx, seal, id, 'cleaned', n, part)
  }
}

/**
 * One part after the other, each read when it is asked for.
 * @throws SealBroken for one that was changed, moved or taken away
 */
export async function* readParts(
  db: Db,
  seal: PartSeal,
  id: FileId,
  making: Making,
  bytes: number,
): AsyncGenerator<Buffer> {
  for (let n = 0; n * limits.filePartBytes < bytes; n++) {
    const row = await db
      .selectFrom('file_parts')
      .select('sealed')
      .where('file_id', '=', id)
      .where('n', '=', n)
      .executeTakeFirst()
    yield seal.unseal('file-part', placeOf(id, making, n), row?.sealed ?? new Uint8Array())
  }
}

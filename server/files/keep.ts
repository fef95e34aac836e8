// A file that has come whole becomes a part of its case: it is looked into, drawn anew where it is a picture, and written down as an
// entry, in one act.

import type { FileWords } from '#shared/entries/file.ts'
import type { FileId } from '#shared/ids.ts'
import { limits } from '#shared/limits.ts'
import type { CaseDeps } from '../case/case-deps.ts'
import { type Act, command } from '../case/command.ts'
import { keepOutNamed } from '../case/keep-out.ts'
import { saidInAddition } from '../case/named.ts'
import type { Actor } from '../platform/actor.ts'
import { problem } from '../platform/errors.ts'
import { SealBroken } from '../platform/sealing.ts'
import { drawAnew, isPicture, type Picture, typeOf } from './look-into.ts'
import { readParts, replaceParts } from './parts.ts'
import { findSent } from './place.ts'

export type KeepDeps = CaseDeps & { inTurn: <T>(work: () => Promise<T>) => Promise<T> }

/** @param act the operation, for the audit; `asItIs`: keep a picture that cannot be cleaned */
export type Keep = { id: FileId; act: string; name?: string | undefined; asItIs?: boolean | undefined }

type Found = { type: string; picture?: Picture | undefined }

const notWhole = 'Not all of this file has come yet.'
const notCleaned =
  'Hidden data in this picture (such as where and when it was taken) cannot be removed here. Nothing was kept. It can be kept as it is, or sent as a screenshot.'

/**
 * Keeps a file once, however often it is asked.
 * @throws Problem not-available; conflict when not all of it is here, and for a picture that cannot be cleaned unless it is to
 * be kept as it is; too-large for a picture that cannot be opened safely
 */
export async function keepFile(
  deps: KeepDeps,
  actor: Actor,
  keep: Keep,
): Promise<{ id: FileId } & FileWords> {
  const row = await findSent(deps.db, actor, keep.id)
  if (row.got < row.bytes) throw problem('conflict', notWhole)
  if (row.kept_at) return writeDown(deps, actor, keep, row)
  // The turn lasts until all is written: so long, too, what was drawn lies in memory.
  return deps.inTurn(async () => writeDown(deps, actor, keep, row, await lookInto(deps, keep, row)))
}

type Row = Awaited<ReturnType<typeof findSent>>

/** @param found undefined where it is kept already, or is not there any more */
const writeDown = (deps: KeepDeps, actor: Actor, keep: Keep, row: Row, found?: Found) =>
  command(deps, actor, row.case_id, {
    kind: keep.act,
    right: 'write',
    async act(act) {
      const before = await act.entries.find('file', keep.id, row.about)
      if (before) {
        act.concerns(before.id)
        if (!before.words) throw problem('not-available')
        return { id: keep.id, ...before.words }
      }
      // Forgotten while it was looked into: it is to be sent again.
      if (!found || !(await isThere(act, keep.id))) throw problem('conflict', notWhole)
      return write(act, keep, found, row)
    },
  })

const isThere = async ({ trx }: Act, id: FileId): Promise<boolean> =>
  (await trx.selectFrom('files').select('id').where('id', '=', id).forUpdate().executeTakeFirst()) !==
  undefined

/** @returns undefined when somebody kept it meanwhile, at this server or another one, or it was forgotten */
async function lookInto(deps: KeepDeps, keep: Keep, row: Row): Promise<Found | undefined> {
  if (!(await isAsSent(deps, keep.id))) return undefined
  try {
    return await lookIntoSent(deps, keep, row)
  } catch (error) {
    // What was sent goes away in the moment in which it is kept, also under somebody who reads it.
    if (error instanceof SealBroken && !(await isAsSent(deps, keep.id))) return undefined
    throw error
  }
}

const isAsSent = async ({ db }: KeepDeps, id: FileId): Promise<boolean> =>
  (await db
    .selectFrom('files')
    .select('id')
    .where('id', '=', id)
    .where('kept_at', 'is', null)
    .executeTakeFirst()) !== undefined

async function lookIntoSent(deps: KeepDeps, { id, asItIs }: Keep, row: Row): Promise<Found> {
  const seal = await deps.seals.sealOf(deps.db, row.case_id)
  const parts = readParts(deps.db, seal, id, 'sent', row.bytes)
  const { value: head = new Uint8Array() } = await parts.next()
  const type = await typeOf(head)
  if (!isPicture(type)) return { type }
  const whole = new Uint8Array(row.bytes)
  whole.set(head)
  let at = head.length
  for await (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  const picture = await drawAnew(type, whole)
  if (!picture && !asItIs) throw problem('conflict', notCleaned)
  if (picture && picture.bytes.length > limits.maxFileBytes * 2) throw problem('too-large')
  return { type, picture }
}

async function write(act: Act, { id, name = '' }: Keep, { type, picture }: Found, row: Row) {
  const { trx, entries, after, now } = act
  const seal = await act.seal()
  const bytes = picture?.bytes.length ?? row.bytes
  if (picture) await replaceParts(trx, seal, id, picture.bytes)
  const sealed_preview = picture ? seal.seal('file-preview', id, picture.preview) : null
  await trx
    .updateTable('files')
    .set({ kept_at: now, bytes, got: bytes, sealed_preview })
    .where('id', '=', id)
    .execute()
  const isCleaned = picture !== undefined
  const words: FileWords = { name: lastOf(name), type, bytes, isCleaned, hasPreview: isCleaned }
  await entries.append('file', words, { id, about: row.about })
  // What a file is called may name somebody, too.
  await keepOutNamed(act, [saidInAddition(id, words.name)])
  after.tellCase({ part: 'reports' })
  return { id, ...words }
}

/** Some devices send the way to a file along with its name. */
const lastOf = (name: string): string => name.split(/[/\\]/).at(-1)!.trim() || 'File'

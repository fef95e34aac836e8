// What is kept: listed, and given out so that a browser can only save it. The one thing that is shown is a preview that we made.

import { randomUUID } from 'node:crypto'
import type { FastifyReply } from 'fastify'
import type { FileWords } from '#shared/entries/file.ts'
import type { CaseId, FileId, ReportId } from '#shared/ids.ts'
import type { CaseDeps } from '../case/case-deps.ts'
import { bookOfCase, readEntries } from '../case/entries.ts'
import { may } from '../case/rights.ts'
import type { CaseSeal } from '../case/seals.ts'
import type { Actor } from '../platform/actor.ts'
import type { Db } from '../platform/db.ts'
import { problem } from '../platform/errors.ts'
import { unknownType } from './look-into.ts'
import { readParts } from './parts.ts'

/** The files of a case in their order; one whose words are damaged keeps its place. */
export async function listFiles(db: Db, caseId: CaseId, seal: () => Promise<CaseSeal>) {
  const entries = await readEntries(db, bookOfCase(caseId, seal), ['file'])
  const files = entries.map(({ id, author: by, at, about, words }) => ({
    ...(words ?? { isDamaged: true as const }),
    id: id as FileId,
    by,
    at: at.toISOString(),
    report: about as ReportId | null,
  }))
  return { files }
}

type Ask = { actor: Actor; id: FileId; reply: FastifyReply }

/** Its bytes, to be saved: with its name and, where we drew it ourselves, as what it is. @throws Problem not-available */
export async function giveFile(
  deps: CaseDeps,
  { actor, id, reply }: Ask,
): Promise<AsyncIterable<Uint8Array>> {
  const { caseId } = await findKept(deps, actor, id, 'readFile')
  const seal = await deps.seals.sealOf(deps.db, caseId)
  const { files } = await listFiles(deps.db, caseId, async () => seal)
  const its = files.find((file) => file.id === id)
  if (!its || 'isDamaged' in its) throw problem('not-available')
  const { name, type, bytes, isCleaned } = its as FileWords
  reply
    .headers(inert)
    .type(isCleaned ? type : unknownType)
    .header('content-length', bytes)
    .header('content-disposition', `attachment; filename*=UTF-8''${inHeader(name)}`)
  return readParts(deps.db, seal, id, isCleaned ? 'cleaned' : 'sent', bytes)
}

/** @throws Problem not-available also where there is none */
export async function givePreview(deps: CaseDeps, { actor, id, reply }: Ask): Promise<Uint8Array> {
  const { caseId, sealed } = await findKept(deps, actor, id, 'readPreview')
  if (!sealed) throw problem('not-available')
  const seal = await deps.seals.sealOf(deps.db, caseId)
  reply.headers(inert).type('image/webp').header('content-disposition', 'inline')
  return seal.unseal('file-preview', id, sealed)
}

/** Even where somebody opens its address: no script, no frame, nothing from anywhere. `nosniff` is said of every answer. */
const inert = { 'content-security-policy': "default-src 'none'; frame-ancestors 'none'; sandbox" }

/** As headers have it (RFC 8187). */
const inHeader = (name: string): string =>
  encodeURIComponent(name).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`)

async function findKept({ db, reads }: CaseDeps, actor: Actor, id: FileId, act: string) {
  const row = await db
    .selectFrom('files')
    .select(['case_id', 'sealed_preview'])
    .where('id', '=', id)
    .where('kept_at', 'is not', null)
    .executeTakeFirst()
  // The same question for an unknown one, so that the time tells nothing.
  const caseId = row?.case_id ?? (randomUUID() as CaseId)
  if (!(await may(db, actor, 'read', caseId)) || !row) throw problem('not-available')
  await reads.note({ caseId, member: actor.member, act, entry: id })
  return { caseId, sealed: row.sealed_preview }
}

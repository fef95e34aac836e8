// The routes of photos and files.

import { randomUUID } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import { contracts } from '#shared/http/contracts.ts'
import type { FileId } from '#shared/ids.ts'
import { limits } from '#shared/limits.ts'
import { createCaseRoutes } from '../case/case-routes.ts'
import type { Routes } from '../people/route.ts'
import type { Actor } from '../platform/actor.ts'
import { problem } from '../platform/errors.ts'
import { type KeepDeps, keepFile } from './keep.ts'
import type { Mails } from './mail.ts'
import { nowhereYet, takePart } from './parts.ts'
import { piecesOf } from './pieces.ts'
import { findPlace, type Place, refuseUnlessWriting } from './place.ts'
import { giveFile, givePreview, listFiles } from './read.ts'

/** Adds /api/files and what is below it, /api/mails/:id, and /api/cases/:id/files. */
export function fileRoutes(routes: Routes, deps: KeepDeps & { mails: Mails }): void {
  routes.forMembers(contracts.addFile, async ({ actor, query, request }) => {
    const { id = randomUUID() as FileId, name, asItIs } = query
    await sendWhole(deps, actor, id, await findPlace(deps.db, query), request)
    const act = contracts.addFile.operation
    return keepFile(deps, actor, { id, act, name, asItIs: asItIs === 'true' })
  })
  routes.forMembers(contracts.sendPart, async ({ actor, params: { id }, query, request }) => {
    const place = await findPlace(deps.db, query)
    await refuseUnlessWriting(deps.db, actor, place.caseId)
    const { value: bytes = new Uint8Array() } = await piecesOf(request, limits.filePartBytes).next()
    return { got: await takePart(deps, actor, id, place, { ...query, bytes }) }
  })
  routes.forMembers(contracts.sendMailPart, async ({ actor, params: { id }, query, request }) => {
    const { value: bytes = new Uint8Array() } = await piecesOf(request, limits.filePartBytes).next()
    return { got: await takePart(deps, actor, id, nowhereYet, { ...query, bytes }) }
  })
  routes.forMembers(contracts.readMail, async ({ actor, params: { id } }) => {
    const read = await deps.mails.read(actor, id)
    if (!read) throw problem('not-available')
    return read
  })
  routes.forMembers(contracts.keepFile, ({ actor, params: { id }, body }) =>
    keepFile(deps, actor, { id, act: contracts.keepFile.operation, ...body }),
  )
  routes.forMembers(contracts.readFile, ({ actor, params: { id }, reply }) =>
    giveFile(deps, { actor, id, reply }),
  )
  routes.forMembers(contracts.readPreview, ({ actor, params: { id }, reply }) =>
    givePreview(deps, { actor, id, reply }),
  )
  createCaseRoutes(routes, deps).look(contracts.listFiles, ({ caseId, seal }) =>
    listFiles(deps.db, caseId, seal),
  )
}

/** All of a file in one request, part by part: no more of it is in memory than a part. */
async function sendWhole(deps: KeepDeps, actor: Actor, id: FileId, place: Place, request: FastifyRequest) {
  await refuseUnlessWriting(deps.db, actor, place.caseId)
  const of = Number(request.headers['content-length'])
  if (!Number.isInteger(of)) throw problem('bad-request', 'Say how long the file is (content-length).')
  let at = 0
  for await (const bytes of piecesOf(request, limits.maxFileBytes)) {
    await takePart(deps, actor, id, place, { at, of, bytes })
    at += bytes.length
  }
  if (at === 0) throw problem('bad-request', 'There is nothing in this file.')
}

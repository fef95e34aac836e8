// The bytes of a request in parts of the size in which they are kept, each read when the one before is done with.

import type { FastifyRequest } from 'fastify'
import { limits } from '#shared/limits.ts'
import { problem } from '../platform/errors.ts'

const tooLong = `A photo or file can have at most ${limits.maxFileBytes / 1024 / 1024} MB.`

/** @throws Problem too-large, before anything is read where the length is said */
export async function* piecesOf(
  { headers, body }: FastifyRequest,
  maxBytes: number,
): AsyncGenerator<Uint8Array, undefined> {
  if (Number(headers['content-length'] ?? 0) > maxBytes) throw problem('too-large', tooLong)
  if (!body) return
  let waiting: Uint8Array[] = []
  let length = 0
  let all = 0
  for await (const some of body as AsyncIterable<Buffer>) {
    all += some.length
    if (all > maxBytes) throw problem('too-large', tooLong)
    waiting.push(some)
    length += some.length
    if (length < limits.filePartBytes) continue
    let rest = Buffer.concat(waiting)
    for (; rest.length >= limits.filePartBytes; rest = rest.subarray(limits.filePartBytes))
      yield rest.subarray(0, limits.filePartBytes)
    waiting = [rest]
    length = rest.length
  }
  if (length > 0) yield Buffer.concat(waiting)
}

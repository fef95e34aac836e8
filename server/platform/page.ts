// Hands out the built client. Every address that is not the API's or a file's is the page's own, which finds its
// place itself; the page is never kept, its files are named by their content and kept for good.

import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join, sep } from 'node:path'
import { fastifyStatic } from '@fastify/static'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { type CaseTab, tabAt } from '#shared/cases/tabs.ts'
import { answerProblem } from './answer-problem.ts'
import { problem } from './errors.ts'
import { readCasePreloads } from './preloads.ts'
import { nonceOf } from './security-headers.ts'

/** Stands in index.html where the nonce of style elements belongs. */
const nonceMark = '%NONCE%'

/** Serves the client built into `dir`; without one (while developing) there is only the API. */
export async function servePage(app: FastifyInstance, dir?: string): Promise<void> {
  const index = dir === undefined ? undefined : join(dir, 'index.html')
  const hasPage = index !== undefined && existsSync(index)
  if (hasPage) {
    await serveFiles(app, dir!)
    const own = { schema: { hide: true } }
    for (const url of ['/', '/index.html']) app.get(url, own, (_, reply) => sendIndex(reply, index))
  }
  const preloads = hasPage ? readCasePreloads(dir!) : new Map<CaseTab, string>()
  app.setNotFoundHandler((request, reply) => {
    if (!hasPage || !isForPage(request)) return answerProblem(problem('not-available'), request, reply)
    const tab = tabIn(request)
    return sendIndex(reply, index, tab && preloads.get(tab))
  })
}

const serveFiles = (app: FastifyInstance, root: string) =>
  app.register(fastifyStatic, {
    root,
    index: false,
    cacheControl: false,
    // The build put them beside the files; nothing is compressed while somebody waits.
    preCompressed: true,
    dotfiles: 'ignore',
    setHeaders(reply, path) {
      const isNamedByContent = path.startsWith(join(root, 'assets') + sep)
      reply.header('cache-control', isNamedByContent ? 'public, max-age=31536000, immutable' : 'no-cache')
    },
  })

function isForPage({ method, url, headers }: FastifyRequest): boolean {
  const isApi = /^\/(api|socket\.io)(\/|\?|$)/.test(url)
  return !isApi && (method === 'GET' || method === 'HEAD') && Boolean(headers.accept?.includes('text/html'))
}

/** The tab of a case that an address names. None is the room display, which loads nothing of it. */
function tabIn({ url }: FastifyRequest): CaseTab | undefined {
  const [isCase, path] = /^\/c\/[^/?]+(?:\/([^/?]+))?(?:\?|$)/.exec(url) ?? []
  return isCase === undefined ? undefined : tabAt(path)
}

async function sendIndex(reply: FastifyReply, index: string, preloads = ''): Promise<FastifyReply> {
  const html = await readFile(index, 'utf8')
  return reply
    .header('cache-control', 'no-store')
    .type('text/html; charset=utf-8')
    .send(html.replaceAll(nonceMark, nonceOf(reply.raw)).replace('</head>', () => `${preloads}</head>`))
}

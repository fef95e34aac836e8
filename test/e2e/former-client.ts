// The client of a former record schema, as browsers had it: today's code, which does not know the roots that came since and
// says so when it joins. For what happens to people whose page was loaded before the server was updated.

import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'
import { build, type Plugin } from 'vite'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** What makes shared/record/schema.ts the one of schema 1. A name that nobody else has is a root that stays empty. */
const toSchema1: readonly (readonly [string, string])[] = [
  ['export const recordSchema = 2', 'export const recordSchema = 1'],
  ["  drafts: 'map',\n", ''],
  ["doc.getMap<Y.XmlFragment>('drafts')", "doc.getMap<Y.XmlFragment>('unknown to schema 1')"],
]

const asSchema1: Plugin = {
  name: 'as-schema-1',
  enforce: 'pre',
  transform(code, id) {
    if (!id.endsWith('/shared/record/schema.ts')) return undefined
    return toSchema1.reduce((text, [now, then]) => {
      if (text.split(now).length !== 2) throw new Error(`not once in schema.ts: ${now}`)
      return text.replace(now, () => then)
    }, code)
  },
}

/** Builds it; some seconds. @param outDir a folder of its own */
export async function buildFormerClient(outDir: string): Promise<void> {
  await build({
    root: `${root}client`,
    configFile: `${root}vite.config.ts`,
    configLoader: 'native',
    logLevel: 'error',
    mode: 'production',
    plugins: [asSchema1],
    build: { outDir, emptyOutDir: true },
  })
}

/** The record schemas that this page tells the server from now on, in the order it joins. */
export function schemasToldBy(page: Page): number[] {
  const told: number[] = []
  const key = Buffer.from('schema')
  page.on('websocket', (socket) =>
    socket.on('framesent', ({ payload }) => {
      const frame = Buffer.from(payload)
      const at = frame.indexOf(key)
      // A small number is one byte of msgpack, behind its key.
      if (frame.includes('record:join') && at >= 0) told.push(frame[at + key.length]!)
    }),
  )
  return told
}

// The words of a record as plain text, for somebody who has to take them along by hand.

import type * as Y from 'yjs'
import { readDrafts, readText } from '#shared/record/read.ts'
import { partsOf } from '#shared/record/schema.ts'

const headings = { whatHappened: 'What happened?', whatWeDo: 'Are we doing anything about it?' } as const

/**
 * Both questions that are answered in text and the drafts, each under its heading; an empty one is left out.
 * @param nameOf what to write for a name chip
 */
export function textOfRecord(doc: Y.Doc, nameOf?: (mention: { id: string; kind: string }) => string): string {
  const parts = partsOf(doc)
  const texts = [
    ...(['whatHappened', 'whatWeDo'] as const).map((name) => [headings[name], parts[name]] as const),
    ...readDrafts(doc).map(({ fragment }) => ['Draft', fragment] as const),
  ]
  return texts
    .map(([heading, text]) => [heading, readText(text, nameOf).trim()] as const)
    .filter(([, words]) => words !== '')
    .map(([heading, words]) => `${heading}\n${words}`)
    .join('\n\n')
}

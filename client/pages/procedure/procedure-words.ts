// What the procedure's page says: the name of a part without a heading, where a procedure is from, which lines something stands in.

import type { Procedure } from '#shared/http/procedure.ts'
import type { ClauseName } from '#shared/procedure/clause-names.ts'

/** Said where a part has no heading of its own, and beside it where one looks at what was understood. */
export const clauseTitles: Readonly<Record<ClauseName, string>> = {
  adopted: 'Where this is from',
  links: 'Policy and guides',
  information: 'What to write down',
  response: 'The first minutes',
  antiresponse: 'What not to do',
  tellchair: 'Telling the chair, and the meeting',
  contactharasser: 'Talking with the reported person',
  considerations: 'Measures',
  harasserreply: 'If they object',
  publicresponse: 'What others are told',
  angryattendees: 'If people are upset',
  stafflinks: 'Where to find the staff',
}

/** Where it is from, its version and its licence, as far as they are known. */
export const originOf = ({ source, version, licence }: Pick<Procedure, 'source' | 'version' | 'licence'>) =>
  [source, version && `version ${version}`, licence].filter(Boolean).join(', ')

/** `Version 3 is in force since Tue 14:20. This case goes by an earlier one.` */
export const newerWords = (version: string, since: string): string =>
  `${version ? `Version ${version}` : 'A newer version'} is in force since ${since}. This case goes by an earlier one.`

/** `7 of 12 have read it.` */
export function readCount(readers: readonly { readAt: string | null }[]): string {
  const read = readers.filter(({ readAt }) => readAt !== null).length
  if (readers.length > 0 && read === readers.length) return 'Everybody has read it.'
  return read === 1 ? `1 of ${readers.length} has read it.` : `${read} of ${readers.length} have read it.`
}

type Stretch = { readonly from: number; readonly to: number }

/** `line 3`, `lines 3 to 8`, `lines 3 to 8 and 12` */
export function linesWords(stretches: readonly Stretch[]): string {
  const parts = stretches.map(({ from, to }) => (from === to ? String(from) : `${from} to ${to}`))
  const isOne = stretches.length === 1 && stretches[0]!.from === stretches[0]!.to
  const last = parts.pop()
  return `${isOne ? 'line' : 'lines'} ${parts.length > 0 ? `${parts.join(', ')} and ${last}` : last}`
}

/** The words of these lines of a text, each stretch by itself; nothing of those without words. */
export function wordsAt(markdown: string, stretches: readonly Stretch[]): string[] {
  const lines = markdown.split(/\r\n|\r|\n/)
  return stretches
    .map(({ from, to }) => lines.slice(from - 1, to).join('\n'))
    .filter((words) => words.trim() !== '')
}

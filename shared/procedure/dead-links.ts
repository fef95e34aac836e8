// Links of a procedure that look as if they led nowhere, told by line. They are looked for sign by sign, without a parser: it would
// take a link that is not closed for words.

import type { Oddity } from './oddity.ts'

/** So many links of a document are looked at, each so far. */
const mostLinks = 2_000
const mostChars = 2_000

/** Tells what is odd about the links in these lines. */
export function tellDeadLinks(lines: readonly string[], tell: (oddity: Oddity) => void): void {
  let left = mostLinks
  for (const [at, line] of lines.entries()) {
    const defined = /^ {0,3}\[[^\]]{1,200}\]:[ \t]*(\S{0,2000})/.exec(line.slice(0, mostChars + 300))
    if (defined) tellOf(defined[1]!, at)
    for (let from = line.indexOf(']('); from >= 0 && left > 0; from = line.indexOf('](', from + 2)) {
      left--
      const rest = line.slice(from + 2, from + 2 + mostChars)
      const end = rest.indexOf(')')
      if (end >= 0) tellOf(rest.slice(0, end), at)
      else if (!goesOn(lines[at + 1])) tell({ line: at + 1, ...unclosed })
    }
  }
  function tellOf(target: string, at: number): void {
    const said = deadness(target)
    if (said) tell({ line: at + 1, ...said })
  }
}

/** Markdown lets a link end in the next line. */
const goesOn = (next: string | undefined): boolean =>
  /^[^[\]()]{0,2000}\)/.test((next ?? '').slice(0, mostChars))

type Said = Pick<Oddity, 'message' | 'proposal'>
const unclosed: Said = { message: 'A link is not closed.', proposal: 'Put “)” after its address.' }
const empty: Said = { message: 'A link is empty.', proposal: 'Write where it leads between its brackets.' }

/**
 * What is odd about where a link leads; undefined where nothing is. A relative one is sought from the address that the procedure is
 * from, and nothing odd.
 */
export function deadness(target: string): Said | undefined {
  const link = target.trim().split(/\s/)[0]!.replace(/^<|>$/g, '')
  const shown = link.slice(0, 120).toWellFormed()
  if (link === '' || link === '#') return empty
  if (/^(?:todo|tbd|tba|fixme|xxx+|\?+|\.{3}|…)$/i.test(link)) return unfinished(shown)
  if (/^www\./i.test(link))
    return { message: `“${shown}” is no whole address.`, proposal: `Write https://${shown}` }
  if (/^mailto:/i.test(link))
    return isPlaceholder(link.split('@')[1] ?? 'localhost') ? unfinished(shown) : undefined
  if (/^tel:/i.test(link)) return /\d{3}/.test(link) ? undefined : unfinished(shown)
  const isWhole = /^[a-z][a-z0-9+.-]*:|^\/\//i.test(link)
  if (!isWhole) return undefined
  const url = URL.canParse(link, 'https://a') ? new URL(link, 'https://a') : undefined
  if (!url || !/^https?:$/.test(url.protocol))
    return {
      message: `“${shown}” cannot be followed.`,
      proposal: 'Links to pages (https), mail and telephone numbers can.',
    }
  return isPlaceholder(url.hostname) ? unfinished(shown) : undefined
}

const unfinished = (shown: string): Said => ({
  message: `“${shown}” looks unfinished.`,
  proposal: 'Write where it leads, or leave the link out.',
})

/** Names that are kept for examples, and the machine that one sits at. */
const isPlaceholder = (host: string): boolean =>
  /^(?:(?:.*\.)?example\.(?:org|com|net)|.*\.(?:example|invalid|test|local)|(?:.*\.)?localhost|127(?:\.\d+){3}|0\.0\.0\.0|\[::1?\])$/i.test(
    host.slice(0, 260),
  )

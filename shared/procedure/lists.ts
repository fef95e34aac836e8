// The list of a clause: what the items of its Markdown say, as one line of words each. The parser's time grows with the square
// of how deep things stand in one another and of how long a paragraph is, so both are bounded before it sees them.

import { fromMarkdown } from 'mdast-util-from-markdown'
import { asOneLine } from '../text/bounded.ts'

/** So much of one clause is looked through for its list. */
export const mostListChars = 8_000
const mostItems = 200
const mostItemChars = 1_000

/** More lists, quotations and indents inside one another in a line than this are left out. */
const deepest = /^(?:[ \t]*(?:[>*+-]|\d{1,9}[.)])(?=[ \t>]|$)){8,}[ \t]*/
const indent = /^[ \t]{24,}/

type Node = { type: string; value?: string; alt?: string | null; children?: readonly Node[] }

/** Whether some of its lines stand deeper in lists than is looked at. */
export const isTooDeep = (line: string): boolean =>
  deepest.test(line.slice(0, 2_000)) || line.length > mostListChars

/** @param lines of one clause, without marks; @returns the items of its lists; those inside an item are items of their own */
export function listOf(lines: readonly string[]): string[] {
  const items: string[] = []
  gather(fromMarkdown(boundedBody(lines)) as Node, items)
  return items
}

/** What of a clause the parser may be given: no more than it reads in a moment. */
export function boundedBody(lines: readonly string[]): string {
  const body = lines.map((line) => (isTooDeep(line) ? '' : line.replace(indent, '    '))).join('\n')
  return body.slice(0, mostListChars)
}

function gather(node: Node, items: string[]): void {
  for (const child of node.children ?? []) {
    if (child.type === 'listItem') {
      const words = asOneLine(wordsOf(child).join('').replace(/\s+/g, ' '))
        .slice(0, mostItemChars)
        .toWellFormed()
      if (words !== '' && items.length < mostItems) items.push(words)
    }
    gather(child, items)
  }
}

/** The words of an item, without those of lists inside it. */
function wordsOf(node: Node): string[] {
  if (node.type === 'list' || node.type === 'html') return []
  if (node.type === 'break') return [' ']
  const own = node.value ?? node.alt
  if (own) return [own]
  const words = (node.children ?? []).flatMap(wordsOf)
  return node.type === 'paragraph' ? [...words, ' '] : words
}

// The links of a clause, as the parser of Markdown finds them, each where it leads by the address that the procedure is from.

import { fromMarkdown } from 'mdast-util-from-markdown'
import { asOneLine } from '../text/bounded.ts'
import { addressOf } from './addresses.ts'
import { boundedBody } from './lists.ts'

const mostLinks = 50
const mostWords = 200

export type Link = { words: string; href: string }

type Node = { type: string; url?: string; value?: string; alt?: string | null; children?: readonly Node[] }

/** @param body of a clause; @returns its links that lead somewhere, each once, in their order */
export function linksOf(body: string, source: string): Link[] {
  const links = new Map<string, Link>()
  const gather = (node: Node): void => {
    const href = node.type === 'link' ? addressOf(node.url ?? '', source) : undefined
    if (href && !links.has(href) && links.size < mostLinks)
      links.set(href, { words: wordsOf(node) || href, href })
    for (const child of node.children ?? []) gather(child)
  }
  gather(fromMarkdown(boundedBody(body.split('\n'))) as Node)
  return [...links.values()]
}

const wordsOf = (node: Node): string => asOneLine(plainOf(node)).trim().slice(0, mostWords).toWellFormed()

const plainOf = ({ value, alt, children = [] }: Node): string =>
  value ?? alt ?? children.map(plainOf).join('')

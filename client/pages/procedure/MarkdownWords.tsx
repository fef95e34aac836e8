// Words in Markdown, as a page shows them. Pictures are told by their words and nothing is loaded; a link is one only where it leads somewhere.

import { fromMarkdown } from 'mdast-util-from-markdown'
import { Fragment, type ReactNode } from 'react'
import { addressOf } from '#shared/procedure/addresses.ts'
import { isTooDeep, mostListChars } from '#shared/procedure/lists.ts'
import look from './procedure.module.css'

type Node = ReturnType<typeof fromMarkdown>['children'][number]

/** @param source where the text is from: relative links are sought from there. @param heading is shown above it already */
export function MarkdownWords({ text, source, heading }: { text: string; source: string; heading: string }) {
  // The parser's time grows with the square of these.
  if (text.length > mostListChars || text.split('\n').some(isTooDeep))
    return <p className={look.plain}>{text.trim()}</p>
  const [first, ...rest] = fromMarkdown(text).children
  const isSaid = first?.type === 'heading' && plainOf(first).trim() === heading.trim()
  const shown = first ? (isSaid ? rest : [first, ...rest]) : []
  return <div className={look.words}>{all(shown, source)}</div>
}

const plainOf = (node: Node): string =>
  'children' in node ? node.children.map(plainOf).join('') : 'value' in node ? node.value : ''

const all = (nodes: readonly Node[], source: string): ReactNode =>
  // biome-ignore lint/suspicious/noArrayIndexKey: the text never changes while it is shown
  nodes.map((node, at) => <Fragment key={at}>{one(node, source)}</Fragment>)

function one(node: Node, source: string): ReactNode {
  const inside = 'children' in node ? all(node.children, source) : null
  switch (node.type) {
    case 'paragraph':
      return <p>{inside}</p>
    case 'heading':
      return <h3>{inside}</h3>
    case 'list':
      return node.ordered ? <ol start={node.start ?? 1}>{inside}</ol> : <ul>{inside}</ul>
    case 'listItem':
      return <li>{inside}</li>
    case 'blockquote':
      return <blockquote>{inside}</blockquote>
    case 'strong':
      return <strong>{inside}</strong>
    case 'emphasis':
      return <em>{inside}</em>
    case 'break':
      return <br />
    case 'thematicBreak':
      return <hr />
    case 'link': {
      const href = addressOf(node.url, source)
      return href ? (
        <a href={href} target="_blank" rel="noreferrer">
          {inside}
        </a>
      ) : (
        inside
      )
    }
    case 'image':
    case 'imageReference':
      return node.alt ?? null
    case 'html':
    case 'definition':
      return null
    default:
      return 'value' in node ? node.value : inside
  }
}

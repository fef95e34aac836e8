// Said while a name is typed: whom of our own team it names, or may name, and who is called then.

import type { Member } from '#shared/http/people.ts'
import { namedLines, pagesGoTo } from '#shared/privacy/named-words.ts'
import type { Draft } from './draft.ts'
import look from './report.module.css'

export function NamedInReport({ draft, team }: { draft: Draft; team: readonly Member[] }) {
  const mentions = [
    { is: 'who' as const, words: draft.who.words },
    { is: 'others' as const, words: draft.others.words },
    { is: 'others' as const, words: draft.toldBy },
  ]
  const chosen = new Set<string>(draft.involves)
  const lines = namedLines(mentions, team).filter(({ id }) => !chosen.has(id))
  const pages = pagesGoTo(team, new Set([...chosen, ...lines.map(({ id }) => id)]))
  return (
    <div role="status">
      {lines.map(({ id, words }) => (
        <p key={id} className={look.locked}>
          {words}
        </p>
      ))}
      {pages && <p className={look.locked}>{pages}</p>}
    </div>
  )
}

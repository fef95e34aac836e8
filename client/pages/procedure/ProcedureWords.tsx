// A procedure as its readers see it: where it is from, its clauses, and what is in none.

import type { Me } from '#shared/http/people.ts'
import type { Procedure } from '#shared/http/procedure.ts'
import { useMembers } from '../../api/queries.ts'
import { whenOf } from '../../ui/clock.ts'
import { Notice } from '../../ui/Notice.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { useNow } from '../../ui/use-now.ts'
import { MarkdownWords } from './MarkdownWords.tsx'
import look from './procedure.module.css'
import { clauseTitles, originOf, wordsAt } from './procedure-words.ts'

type Given = { procedure: Procedure; me: Me; isInForce?: boolean }

/** @param isInForce not where it is that of a case, which may go by an earlier one */
export function ProcedureWords({ procedure, me, isInForce = false }: Given) {
  const { clauses, notPlaced, markdown, source, isDamaged } = procedure
  const others = wordsAt(markdown, notPlaced)
  return (
    <div className={look.page}>
      {isDamaged && (
        <Notice tone="due">
          The procedure that this event put in force can’t be read any more. This is the one that Greenroom
          brings. Bring yours in again.
        </Notice>
      )}
      <Origin {...{ procedure, me, isInForce }} />
      {clauses.map(({ name, heading, body }) => (
        <Panel key={name} title={heading || clauseTitles[name]}>
          <MarkdownWords text={body} {...{ source, heading }} />
        </Panel>
      ))}
      {others.length > 0 && (
        <Panel title="Also in the document">
          {others.map((words) => (
            <MarkdownWords key={words} text={words} heading="" source={source} />
          ))}
        </Panel>
      )}
    </div>
  )
}

function Origin({ procedure, me, isInForce }: Required<Given>) {
  const nowMs = useNow()
  const { data: members } = useMembers()
  const { adopted } = procedure
  const origin = originOf(procedure)
  if (!adopted)
    return (
      <p className="meta num">
        {isInForce ? 'This event has put none of its own in force.' : 'As Greenroom brings it.'} {origin}
      </p>
    )
  const who = members?.find(({ id }) => id === adopted.by)?.name ?? 'a former member'
  return (
    <p className="meta num">
      Put in force by {who}, {whenOf(adopted.at, me.event.timeZone, nowMs)}
      {origin && `. ${origin}`}
    </p>
  )
}

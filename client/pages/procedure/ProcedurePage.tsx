// The procedure of the event, for every member to read; those who may bring another one in do it from here.

import { Button } from '@mantine/core'
import { useState } from 'react'
import { actingRole, mayInEvent } from '#shared/access/rules.ts'
import type { Me } from '#shared/http/people.ts'
import type { Procedure } from '#shared/http/procedure.ts'
import { partStateOf } from '../../api/part-state.ts'
import { useProcedure } from '../../api/procedure.ts'
import { useMe, useMembers } from '../../api/queries.ts'
import { Bar } from '../../ui/CardShape.tsx'
import { whenOf } from '../../ui/clock.ts'
import { Notice } from '../../ui/Notice.tsx'
import { PageHead } from '../../ui/PageHead.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { ShowPart } from '../../ui/part-state.tsx'
import { useTitle } from '../../ui/title.ts'
import { useNow } from '../../ui/use-now.ts'
import { BringIn } from './BringIn.tsx'
import { MarkdownWords } from './MarkdownWords.tsx'
import look from './procedure.module.css'
import { clauseTitles, originOf, wordsAt } from './procedure-words.ts'
import { HaveRead, Readers } from './Reading.tsx'

export function ProcedurePage() {
  useTitle('Procedure')
  const [isBringing, setBringing] = useState(false)
  const { data: me } = useMe()
  const procedure = useProcedure()
  if (!me) return null
  if (isBringing) return <BringIn onClose={() => setBringing(false)} />
  return (
    <>
      <PageHead title="Procedure" sub={me.event.name}>
        {mayInEvent(actingRole(me.member), 'adopt-procedure') && (
          <Button variant="default" onClick={() => setBringing(true)}>
            Bring in your own
          </Button>
        )}
      </PageHead>
      <ShowPart state={partStateOf(procedure)} what="The procedure" shape={<Bar height="320px" />}>
        {(found) => <InForce procedure={found} me={me} />}
      </ShowPart>
    </>
  )
}

function InForce({ procedure, me }: { procedure: Procedure; me: Me }) {
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
      <Origin procedure={procedure} me={me} />
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
      <HaveRead procedure={procedure} me={me} />
      {mayInEvent(actingRole(me.member), 'adopt-procedure') && <Readers me={me} />}
    </div>
  )
}

function Origin({ procedure, me }: { procedure: Procedure; me: Me }) {
  const nowMs = useNow()
  const { data: members } = useMembers()
  const { adopted } = procedure
  const origin = originOf(procedure)
  if (!adopted) return <p className="meta num">This event has put none of its own in force. {origin}</p>
  const who = members?.find(({ id }) => id === adopted.by)?.name ?? 'a former member'
  return (
    <p className="meta num">
      Put in force by {who}, {whenOf(adopted.at, me.event.timeZone, nowMs)}
      {origin && `. ${origin}`}
    </p>
  )
}

// The procedure that a case goes by: the version that it was opened under. A later one is offered to whoever leads, and forced on
// nobody.

import { Button } from '@mantine/core'
import { useState } from 'react'
import { Link } from 'wouter'
import { actingRole, mayInCase } from '#shared/access/rules.ts'
import type { CaseCard } from '#shared/http/cases.ts'
import type { Me } from '#shared/http/people.ts'
import type { CaseProcedure } from '#shared/http/procedure.ts'
import { partStateOf } from '../../api/part-state.ts'
import { useCaseProcedure, useCaseProcedureText, useTakeProcedure } from '../../api/procedure.ts'
import { casePath, codeOf, useCases, useMe } from '../../api/queries.ts'
import { sayNotDone } from '../../api/refusal-words.ts'
import { useAnnounce } from '../../ui/Announcer.tsx'
import { Bar } from '../../ui/CardShape.tsx'
import { whenOf } from '../../ui/clock.ts'
import { NotDone } from '../../ui/form/Form.tsx'
import { NotAvailable } from '../../ui/NotAvailable.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { PageHead } from '../../ui/PageHead.tsx'
import { ShowPart } from '../../ui/part-state.tsx'
import { useTitle } from '../../ui/title.ts'
import { useNow } from '../../ui/use-now.ts'
import { ProcedureWords } from './ProcedureWords.tsx'
import look from './procedure.module.css'
import { newerWords } from './procedure-words.ts'

/** @param code the code name as it stands in the address */
export function CaseProcedurePage({ code }: { code: string }) {
  useTitle('Procedure')
  const cases = useCases()
  const { data: me } = useMe()
  if (!me) return null
  return (
    <ShowPart state={partStateOf(cases)} what="The case" shape={<Bar height="320px" />}>
      {(cards) => {
        const card = cards.find(({ codeName }) => codeOf(codeName) === code)
        return card ? <OfCase card={card} me={me} /> : <NotAvailable />
      }}
    </ShowPart>
  )
}

type Of = { card: CaseCard; me: Me }

function OfCase({ card, me }: Of) {
  return (
    <div className={look.ofCase}>
      <PageHead title="Procedure" sub={`As ${card.codeName} goes by it`}>
        <Button variant="default" component={Link} href={casePath(card.codeName)}>
          Back to {card.codeName}
        </Button>
      </PageHead>
      <ShowPart
        state={partStateOf(useCaseProcedure(card.id))}
        what="The procedure"
        shape={<Bar height="320px" />}
      >
        {(known) => (
          <>
            <Newer {...{ card, me, known }} />
            <Text card={card} me={me} id={known.id} />
          </>
        )}
      </ShowPart>
    </div>
  )
}

function Text({ card, me, id }: Of & Pick<CaseProcedure, 'id'>) {
  const text = useCaseProcedureText(card.id, id)
  return (
    <ShowPart state={partStateOf(text)} what="The procedure" shape={<Bar height="320px" />}>
      {(procedure) => <ProcedureWords procedure={procedure} me={me} />}
    </ShowPart>
  )
}

function Newer({ card, me, known }: Of & { known: CaseProcedure }) {
  const announce = useAnnounce()
  const nowMs = useNow()
  const take = useTakeProcedure(card.id)
  const [isLater, setLater] = useState(false)
  const { newer } = known
  if (!newer || isLater) return null
  const standing = { role: actingRole(me.member), level: card.level, isClosed: card.stage === 'closed' }
  const press = () =>
    take.mutate(newer.id, { onSuccess: () => announce.polite('The case goes by the newer version now.') })
  return (
    <div className={look.newer}>
      <Notice tone="plain">
        {newerWords(newer.version, whenOf(newer.at, me.event.timeZone, nowMs))}
        {!mayInCase(standing, 'take-procedure') && ' Whoever leads this case can take it.'}
      </Notice>
      {mayInCase(standing, 'take-procedure') && (
        <div className={look.act}>
          <Button onClick={press} disabled={take.isPending}>
            Use it for this case
          </Button>
          <Button variant="subtle" onClick={() => setLater(true)}>
            Not now
          </Button>
        </div>
      )}
      <NotDone words={take.isError && sayNotDone('The case goes by the version it had.', take.error)} />
    </div>
  )
}

// The procedure of the event, for every member to read; those who may bring another one in do it from here.

import { Button } from '@mantine/core'
import { useState } from 'react'
import { actingRole, mayInEvent } from '#shared/access/rules.ts'
import type { Me } from '#shared/http/people.ts'
import type { Procedure } from '#shared/http/procedure.ts'
import { partStateOf } from '../../api/part-state.ts'
import { useProcedure } from '../../api/procedure.ts'
import { useMe } from '../../api/queries.ts'
import { Bar } from '../../ui/CardShape.tsx'
import { PageHead } from '../../ui/PageHead.tsx'
import { ShowPart } from '../../ui/part-state.tsx'
import { useTitle } from '../../ui/title.ts'
import { BringIn } from './BringIn.tsx'
import { ProcedureWords } from './ProcedureWords.tsx'
import look from './procedure.module.css'
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
  return (
    <div className={look.page}>
      <ProcedureWords procedure={procedure} me={me} isInForce />
      <HaveRead procedure={procedure} me={me} />
      {mayInEvent(actingRole(me.member), 'adopt-procedure') && <Readers me={me} />}
    </div>
  )
}

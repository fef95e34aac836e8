// What was done of the first-response card, and what is still to do: ticked here as on the card. A tick that is taken back stays
// to be read.

import { Button } from '@mantine/core'
import { IconCheck } from '@tabler/icons-react'
import { uuidv4 } from 'lib0/random'
import { useRef, useState } from 'react'
import type { Reports } from '#shared/http/cases.ts'
import type { TickAsk } from '#shared/http/first-response.ts'
import type { EntryId } from '#shared/ids.ts'
import { firstNameOf } from '#shared/people/initials.ts'
import { useAddTick, useTakeBackTick } from '../../../api/first-response.ts'
import { useCard } from '../../../api/procedure.ts'
import { sayNotDone } from '../../../api/refusal-words.ts'
import { Check } from '../../../ui/Check.tsx'
import { NotDone } from '../../../ui/form/Form.tsx'
import { serverNow } from '../../../ui/server-clock.ts'
import { CallForm } from '../facts/CallForm.tsx'
import { useCaseView } from '../view/case-view.tsx'
import { pastTicks, type TickRow, tickRows } from '../view/tick-lines.ts'
import { useWhen } from '../view/when.ts'
import styles from './first-response.module.css'
import report from './report.module.css'

/** One press is one tick, however often its answer is lost. */
function useTicking() {
  const { head } = useCaseView()
  const add = useAddTick(head.id)
  const takeBack = useTakeBackTick(head.id)
  const tried = useRef(new Map<string, TickAsk>())
  const tick = (what: string) => {
    const ask = tried.current.get(what) ?? {
      ...{ id: uuidv4() as EntryId, what, at: new Date(serverNow()).toISOString() },
    }
    tried.current.set(what, ask)
    add.mutate(ask, { onSuccess: () => tried.current.delete(what) })
  }
  const failed = add.error
    ? sayNotDone('It was not ticked.', add.error)
    : takeBack.error && sayNotDone('It was not taken back.', takeBack.error)
  return { tick, takeBack: takeBack.mutate, isBusy: add.isPending || takeBack.isPending, failed }
}

export function FirstResponse({ ticks = [] }: Pick<Reports, 'ticks'>) {
  const { may, nameOf, shown } = useCaseView()
  const saying = { nameOf: (member: string) => firstNameOf(nameOf(member)), when: useWhen() }
  const { tick, takeBack, isBusy, failed } = useTicking()
  const [isCalling, setCalling] = useState(false)
  const card = useCard()
  const past = pastTicks(ticks, saying)
  const onTakeBack = (row: TickRow) => {
    for (const { id } of row.ticks) takeBack(id)
  }
  return (
    <section aria-labelledby="first-response" className={report.report}>
      <h2 id="first-response">First response</h2>
      <ul className={styles.rows}>
        {tickRows(ticks, saying, card).map((row) => (
          <Row
            key={row.what}
            row={row}
            mayTick={may('write')}
            isBusy={isBusy}
            onTick={() => tick(row.what)}
            onTakeBack={() => onTakeBack(row)}
          />
        ))}
      </ul>
      <NotDone words={failed} />
      {past.length > 0 && (
        <ul className={`${styles.past} meta num`} aria-label="Taken back">
          {past.map(({ id, text }) => (
            <li key={id}>{shown(text)}</li>
          ))}
        </ul>
      )}
      {may('write') && (
        <Button variant="default" className={report.change} onClick={() => setCalling(true)}>
          Security or police were called
        </Button>
      )}
      {isCalling && <CallForm onClose={() => setCalling(false)} />}
    </section>
  )
}

type RowGiven = {
  row: TickRow
  mayTick: boolean
  isBusy: boolean
  onTick: () => void
  onTakeBack: () => void
}

function Row({ row: { what, ticks, by }, mayTick, isBusy, onTick, onTakeBack }: RowGiven) {
  const { shown } = useCaseView()
  const isDone = ticks.length > 0
  const name = what.replaceAll(/[“”]/gu, '"')
  return (
    <li>
      {isDone || !mayTick ? (
        <span className={styles.mark} data-done={isDone || undefined}>
          {isDone && <IconCheck aria-hidden="true" />}
        </span>
      ) : (
        <Check label={name} isOn={false} isDisabled={isBusy} onChange={onTick} />
      )}
      <span className={styles.what}>
        {shown(what)}
        <small className="num">{by || 'Not yet'}</small>
      </span>
      {isDone && mayTick && (
        <Button variant="subtle" disabled={isBusy} aria-label={`Take back: ${name}`} onClick={onTakeBack}>
          Take back
        </Button>
      )}
    </li>
  )
}

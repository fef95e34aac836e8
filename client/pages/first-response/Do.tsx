// What to do, each ticked with its time. The ticks are kept with the report that comes of it; without anybody signed in there is
// nobody whose they are, and they are for the eye.

import { Button } from '@mantine/core'
import { type ReactNode, useId, useState } from 'react'
import type { EventNumber } from '#shared/http/first-response.ts'
import { Check } from '../../ui/Check.tsx'
import { clockOf } from '../../ui/clock.ts'
import type { Card, Done } from '../../ui/first-response-words.ts'
import look from './first-response.module.css'
import { NumbersCard } from './NumbersCard.tsx'

type ListGiven = {
  toDo: Card['toDo']
  /** When it was ticked, in words; undefined where it was not. */
  tickedAt: (what: string) => string | undefined
  onTick: (what: string, isOn: boolean) => void
  isFrozen?: boolean
  /** What becomes of the ticks. */
  kept: string
  /** Beside the numbers. */
  card?: ReactNode
}

function List({ toDo, tickedAt, onTick, isFrozen = false, kept, card }: ListGiven) {
  const id = useId()
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>Do</h2>
      <ul>
        {toDo.map(({ what, more }, at) => {
          const ticked = tickedAt(what)
          const isOn = ticked !== undefined
          return (
            <li key={what} className={look.do}>
              <Check
                label={what.replaceAll(/[“”]/gu, '"')}
                isOn={isOn}
                isDisabled={isOn && isFrozen}
                onChange={(is) => onTick(what, is)}
              />
              <span data-done={isOn || undefined}>
                <b>{what}</b>
                {(ticked || more) && <small className="num">{ticked || more}</small>}
              </span>
              {at === toDo.length - 1 && card}
            </li>
          )
        })}
      </ul>
      <p className={look.kept} role="status">
        {kept}
      </p>
    </section>
  )
}

export function DoUnkept({ toDo }: Pick<Card, 'toDo'>) {
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set())
  return (
    <List
      toDo={toDo}
      tickedAt={(what) => (ticked.has(what) ? '' : undefined)}
      onTick={(what, isOn) =>
        setTicked((before) => new Set(isOn ? [...before, what] : [...before].filter((one) => one !== what)))
      }
      kept="Nobody is signed in here: ticks are not kept."
    />
  )
}

function sayKept({ ticks, isKept, isFrozen }: Done): string {
  if (ticks.length === 0) return 'Ticks are kept with their time, and go with the report.'
  if (isFrozen) return 'They go with the report, which is on its way.'
  return isKept
    ? 'Kept on this device. They go with the report.'
    : 'They go with the report. Nothing is kept on this device until it is sent.'
}

type DoneGiven = { toDo: Card['toDo']; done: Done; numbers: readonly EventNumber[]; timeZone: string }

export function DoneHere({ toDo, done, numbers, timeZone }: DoneGiven) {
  const [isShowing, setShowing] = useState(false)
  const tickedAt = (what: string) => {
    const tick = done.ticks.find((one) => one.what === what)
    return tick && clockOf(tick.at, timeZone)
  }
  return (
    <>
      <List
        toDo={toDo}
        tickedAt={tickedAt}
        onTick={(what, isOn) => (isOn ? done.tick(what) : done.untick(what))}
        isFrozen={done.isFrozen}
        kept={sayKept(done)}
        card={
          numbers.length > 0 && (
            <Button variant="default" className={look.show} onClick={() => setShowing(true)}>
              Show card
            </Button>
          )
        }
      />
      {isShowing && <NumbersCard numbers={numbers} onClose={() => setShowing(false)} />}
    </>
  )
}

// Under the strip: "Are you in the room?", once for a device and a meeting, and afterwards what was said and how many are where.
// It stands in a line of its own from the start, so that nothing moves when it is answered or when somebody comes.

import { Button } from '@mantine/core'
import { useEffect, useId, useRef, useState } from 'react'
import type { Place } from '#shared/protocol/events.ts'
import { useMe } from '../../../api/queries.ts'
import { usePresent } from '../../../sync/watch.ts'
import { useIsPhone } from '../../../ui/breakpoints.ts'
import { useCaseView } from '../view/case-view.tsx'
import { sayOwnPlace, useOwnPlace } from '../view/own-place.ts'
import { placesOf, placeWords, sayPlaces } from '../view/presence-words.ts'
import styles from './meeting.module.css'

export function WhereYouAre({ meeting }: { meeting: string }) {
  const place = useOwnPlace(meeting)
  const { data: me } = useMe()
  const [isChanging, setChanging] = useState(false)
  const [wasPressed, setPressed] = useState(false)
  const say = (said: Place) => {
    if (me) sayOwnPlace(meeting, me.member.id, said)
    setChanging(false)
    setPressed(true)
  }
  if (place === undefined || isChanging) return <Asked place={place} isFocused={isChanging} onSay={say} />
  return <Said place={place} isFocused={wasPressed} onChange={() => setChanging(true)} />
}

type AskedGiven = { place: Place | undefined; isFocused: boolean; onSay: (place: Place) => void }

function Asked({ place, isFocused, onSay }: AskedGiven) {
  const id = useId()
  const isPhone = useIsPhone()
  const first = useTakenFocus(isFocused)
  return (
    <section className={styles.where} aria-labelledby={id}>
      <p id={id}>Are you in the room?</p>
      <Button
        ref={first}
        variant="default"
        size="compact-sm"
        aria-pressed={place === 'room'}
        onClick={() => onSay('room')}
      >
        In the room
      </Button>
      <Button
        variant="default"
        size="compact-sm"
        aria-pressed={place === 'phone'}
        aria-label="By phone or elsewhere"
        onClick={() => onSay('phone')}
      >
        {isPhone ? 'Elsewhere' : 'By phone or elsewhere'}
      </Button>
    </section>
  )
}

type SaidGiven = { place: Place; isFocused: boolean; onChange: () => void }

function Said({ place, isFocused, onChange }: SaidGiven) {
  const { record } = useCaseView()
  const change = useTakenFocus(isFocused)
  const count = sayPlaces(placesOf(usePresent(record)))
  return (
    <div className={styles.where}>
      <p>
        You: <b>{placeWords[place].toLowerCase()}</b>
      </p>
      <Button
        ref={change}
        variant="subtle"
        size="compact-sm"
        aria-label="Change where you are"
        onClick={onChange}
      >
        Change
      </Button>
      <p key={count} className={`${styles.count} num`}>
        {count}
      </p>
    </div>
  )
}

/** The button that was pressed is gone: what stands in its place has the focus. */
function useTakenFocus(isTaken: boolean) {
  const button = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (isTaken) button.current?.focus({ preventScroll: true })
  }, [isTaken])
  return button
}

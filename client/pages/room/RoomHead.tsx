// The head of the wall: where and what is met about, since when, and what time it is. While it is not live, that stands
// above all.

import { IconDeviceTvOff } from '@tabler/icons-react'
import type { DisplayState } from '#shared/protocol/display.ts'
import { inLine } from '#shared/text/bounded.ts'
import { clockOf } from '../../ui/clock.ts'
import { Mark } from '../../ui/Logo.tsx'
import { useNow } from '../../ui/use-now.ts'
import { InDemo } from './Blank.tsx'
import styles from './room.module.css'

type Given = {
  state: DisplayState
  meeting: NonNullable<DisplayState['meeting']>
  /** Since when nothing has been heard of the server. */
  cutAtMs: number | undefined
}

export function RoomHead({ state, meeting, cutAtMs }: Given) {
  const now = useNow()
  const minutes = Math.max(0, Math.floor((now - Date.parse(meeting.startedAt)) / 60_000))
  return (
    <header className={styles.head}>
      <div>
        <InDemo />
        <p className={styles.event}>
          <Mark />
          <span>{meeting.place ? `Staff meeting, ${inLine(meeting.place)}` : 'Staff meeting'}</span>
        </p>
        <h1>{state.codeName}</h1>
      </div>
      <p role="status" aria-label="Connection" className={styles.cut}>
        {cutAtMs !== undefined && (
          <>
            <IconDeviceTvOff size={28} stroke={1.6} aria-hidden />
            Not live since {clockOf(new Date(cutAtMs).toISOString(), state.zone)}. Reconnecting…
          </>
        )}
      </p>
      <div className={styles.clocks}>
        <div>
          <span role="timer" aria-label="Meeting time" className="num">
            {minutes} <i>min</i>
          </span>
          <small className="num">since {clockOf(meeting.startedAt, state.zone)}</small>
        </div>
        <div>
          <span className={`num ${styles.now}`}>{clockOf(new Date(now).toISOString(), state.zone)}</span>
        </div>
      </div>
    </header>
  )
}

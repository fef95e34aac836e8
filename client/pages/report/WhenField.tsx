// When it happened: now, or earlier in words beside a clock.

import { useId } from 'react'
import { localTime, sayClock } from '#shared/tasks/zone.ts'
import { serverNow } from '../../ui/server-clock.ts'
import type { WhenDraft } from './draft.ts'
import { ReasonSelect } from './FactField.tsx'
import look from './report.module.css'

type WhenFieldProps = {
  when: WhenDraft
  timeZone: string
  hint?: string | undefined
  onChange: (when: WhenDraft) => void
}

export function WhenField({ when, timeZone, hint, onChange }: WhenFieldProps) {
  const hintId = useId()
  const pickNow = () =>
    onChange(
      when.choice === 'now'
        ? { ...when, choice: null, clock: '' }
        : { ...when, choice: 'now', clock: sayClock(localTime(new Date(serverNow()), timeZone)) },
    )
  const pickEarlier = () =>
    onChange({ ...when, choice: when.choice === 'earlier' ? null : 'earlier', clock: '' })
  return (
    <fieldset className={look.group} aria-describedby={hint ? hintId : undefined}>
      <div className={look.labelRow}>
        <legend className={look.legend}>When</legend>
        {/* It keeps its room: the buttons beside it stay under the finger. */}
        <span className={when.choice === null ? undefined : look.kept}>
          <ReasonSelect
            of="When"
            value={when.missing}
            onChange={(missing) => onChange({ ...when, missing })}
          />
        </span>
        <div className={look.picks}>
          <button type="button" className={look.pick} aria-pressed={when.choice === 'now'} onClick={pickNow}>
            Just now
          </button>
          <button
            type="button"
            className={look.pick}
            aria-pressed={when.choice === 'earlier'}
            onClick={pickEarlier}
          >
            Earlier
          </button>
        </div>
      </div>
      {when.choice === 'earlier' && (
        <div className={look.whenMore}>
          <input
            className={look.input}
            aria-label="When, in words"
            placeholder="after lunch"
            maxLength={400}
            autoComplete="off"
            value={when.words}
            onChange={(event) => onChange({ ...when, words: event.target.value })}
          />
          <input
            className={look.input}
            type="time"
            aria-label="When, by the clock"
            value={when.clock}
            onChange={(event) => onChange({ ...when, clock: event.target.value })}
          />
        </div>
      )}
      {hint && (
        <p id={hintId} className={look.hint}>
          {hint}
        </p>
      )}
    </fieldset>
  )
}

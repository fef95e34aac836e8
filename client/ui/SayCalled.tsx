// That somebody has called security or the police: whom, when, whose decision it was and because of what. Nothing of it is
// required, and the time is that of the tick.

import type { Called } from '#shared/entries/danger.ts'
import type { CallDecision } from '#shared/http/first-response.ts'
import { clockOf } from './clock.ts'
import { sayHelp } from './danger-words.ts'
import { TextField } from './form/fields.tsx'
import look from './SayCalled.module.css'
import { Segmented } from './Segmented.tsx'
import { serverNow } from './server-clock.ts'

/** `calledAt`: when it was ticked (ISO). `calledWhose`: whose decision it was. */
export type CallSaid = {
  hasCalled: boolean
  calledAt: string | null
  calledWhom: Called | null
  calledWhose: CallDecision['whose'] | null
  calledBecause: string
}

type Given = {
  said: CallSaid
  /** What is ticked. */
  label: string
  timeZone: string
  isDisabled?: boolean
  onChange: (change: Partial<CallSaid>) => void
}

const nobody: CallSaid = {
  ...{ hasCalled: false, calledAt: null, calledWhom: null, calledWhose: null, calledBecause: '' },
}

export function SayCalled({ said, label, timeZone, isDisabled = false, onChange }: Given) {
  const { hasCalled, calledAt, calledWhom, calledWhose, calledBecause } = said
  const tick = (isOn: boolean) =>
    onChange(isOn ? { hasCalled: true, calledAt: new Date(serverNow()).toISOString() } : nobody)
  return (
    <fieldset className={look.called} disabled={isDisabled}>
      <legend className="sr-only">{label}</legend>
      <label className={look.tick}>
        <input type="checkbox" checked={hasCalled} onChange={(event) => tick(event.target.checked)} />
        {label}
      </label>
      {hasCalled && (
        <>
          <Segmented
            label="Whom did you call?"
            showsLabel
            options={helpers}
            value={calledWhom ?? undefined}
            onChange={(whom) => onChange({ calledWhom: whom })}
          />
          <WhoseDecision
            whose={calledWhose}
            because={calledBecause}
            onChange={({ whose, because }) =>
              onChange({
                ...(whose && { calledWhose: whose }),
                ...(because !== undefined && { calledBecause: because }),
              })
            }
          />
        </>
      )}
      <p role="status" className={`${look.at} num`}>
        {hasCalled &&
          calledAt &&
          `You called ${sayHelp(calledWhom ?? undefined)} at ${clockOf(calledAt, timeZone)}.`}
      </p>
    </fieldset>
  )
}

export const helpers = [
  { value: 'security', label: 'Venue security' },
  { value: 'police', label: 'The police' },
] as const

const deciders = [
  { value: 'reporter', label: 'They asked for it' },
  { value: 'team', label: 'Ours, for safety' },
] as const

type Decided = { whose: CallDecision['whose'] | null; because: string }

/** Nobody writes a reason for what nobody decided: it is asked for once it is said whose it was. */
export function WhoseDecision({
  whose,
  because,
  onChange,
}: Decided & { onChange: (change: Partial<Decided>) => void }) {
  return (
    <>
      <Segmented
        label="Whose decision was it?"
        showsLabel
        options={deciders}
        value={whose ?? undefined}
        onChange={(next) => onChange({ whose: next })}
      />
      {whose && (
        <TextField
          label="Because"
          autoComplete="off"
          maxLength={500}
          value={because}
          onChange={(event) => onChange({ because: event.currentTarget.value })}
        />
      )}
    </>
  )
}

// The form: danger, who writes, what, when, where, who. Nothing is required and nothing is asked that would lead
// the reporter: no wishes, no measures, no going back on it.

import { useEffect, useRef, useState } from 'react'
import { useNumbers } from '../../api/first-response.ts'
import { useCard, useProcedure } from '../../api/procedure.ts'
import { CallLink } from '../../ui/CallLink.tsx'
import { inSentence, urgentNumbers } from '../../ui/numbers.ts'
import { SayCalled } from '../../ui/SayCalled.tsx'
import { Segmented } from '../../ui/Segmented.tsx'
import type { Draft } from './draft.ts'
import { FactField } from './FactField.tsx'
import { CameByMail, WaySelect } from './HowItCame.tsx'
import { promptsOf } from './prompts.ts'
import look from './report.module.css'
import { WhenField } from './WhenField.tsx'
import { WhoElse } from './WhoElse.tsx'
import { WordsField } from './WordsField.tsx'

type ReportFormProps = {
  draft: Draft
  me: string
  timeZone: string
  /** Frozen while it is on its way. */
  isFrozen: boolean
  edit: (change: Partial<Draft>) => void
  onHand: () => void
}

export function ReportForm({ draft, me, timeZone, isFrozen, edit, onHand }: ReportFormProps) {
  const words = useRef<HTMLTextAreaElement>(null)
  const { inSight, folded } = usePrompts()
  useEffect(() => words.current?.focus({ preventScroll: true }), [])
  return (
    <fieldset className={look.form} disabled={isFrozen}>
      <legend className="sr-only">Report</legend>
      <div className={look.group}>
        <Segmented
          label="Is anyone in danger right now?"
          showsLabel
          options={[
            { value: 'no', label: 'No, all safe' },
            { value: 'yes', label: 'Yes or not sure' },
          ]}
          value={draft.isDanger === null ? undefined : draft.isDanger ? 'yes' : 'no'}
          onChange={(value) => edit({ isDanger: value === 'yes' })}
        />
        {draft.isDanger && <DangerPanel {...{ draft, timeZone, edit }} />}
      </div>
      <div className={look.group}>
        <div className={look.labelRow}>
          <span className={look.label} aria-hidden="true">
            Who writes it down?
          </span>
          <WaySelect way={draft.way} onChange={(way) => edit({ way })} />
        </div>
        <Segmented
          label="Who writes it down?"
          options={[
            { value: 'me', label: 'I write' },
            { value: 'them', label: 'They write' },
          ]}
          value="me"
          onChange={(value) => value === 'them' && onHand()}
        />
        <CameByMail {...{ draft, timeZone, edit }} />
      </div>
      <DoNot />
      <WordsField
        label="What happened?"
        side={<WhoseWords isVerbatim={draft.isVerbatim} onChange={(isVerbatim) => edit({ isVerbatim })} />}
        fieldRef={words}
        hint={inSight.of.whatHappened}
        value={draft.whatHappened}
        onChange={(whatHappened) => edit({ whatHappened })}
      />
      <WhenField
        when={draft.when}
        timeZone={timeZone}
        hint={inSight.of.when}
        onChange={(when) => edit({ when })}
      />
      <FactField
        label="Where"
        isLine
        hint={inSight.of.where}
        fact={draft.where}
        onChange={(where) => edit({ where })}
      />
      <WhoElse draft={draft} me={me} prompts={folded} edit={edit} />
    </fieldset>
  )
}

/** What the procedure asks. What is in sight is as it was known when the form was opened: nothing that comes later moves a field. */
function usePrompts() {
  const { data } = useProcedure()
  const [first] = useState(data)
  return { inSight: promptsOf(first), folded: promptsOf(data) }
}

/** In sight while anything of it is written: it stays at the top of the screen, also over a keyboard. */
function DoNot() {
  const { leaveTitle, toLeave } = useCard()
  return (
    <p className={look.doNot}>
      <b>{leaveTitle}:</b> {toLeave.map(({ short }) => short.replace(/\.$/, '')).join('; ')}.
    </p>
  )
}

function WhoseWords({ isVerbatim, onChange }: { isVerbatim: boolean; onChange: (is: boolean) => void }) {
  return (
    <select
      className={look.reason}
      aria-label="Whose words"
      value={isVerbatim ? 'theirs' : 'summarised'}
      onChange={(event) => onChange(event.target.value === 'theirs')}
    >
      <option value="theirs">in their words</option>
      <option value="summarised">summarised</option>
    </select>
  )
}

/** Whom to call, and that somebody has. */
function DangerPanel({ draft, timeZone, edit }: Pick<ReportFormProps, 'draft' | 'timeZone' | 'edit'>) {
  const { data } = useNumbers()
  const urgent = urgentNumbers(data?.numbers ?? [])
  return (
    <div className={look.danger}>
      <p>Call venue security or the police now.</p>
      {urgent.length > 0 && (
        <div className={look.calls}>
          {urgent.map(({ use, name, phone }) => (
            <CallLink key={use} name={inSentence(name)} phone={phone} />
          ))}
        </div>
      )}
      <SayCalled said={draft} label="I have called" timeZone={timeZone} onChange={edit} />
    </div>
  )
}

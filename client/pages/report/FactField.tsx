// One fact of the report: words, or why there are none. While it is empty the reason stands in the field.

import { useId } from 'react'
import type { FactDraft, Missing } from './draft.ts'
import look from './report.module.css'

const reasons: readonly { value: Missing; label: string }[] = [
  { value: 'not-asked', label: 'Not asked yet' },
  { value: 'unknown', label: 'Don’t know' },
  { value: 'refused', label: 'Rather not say' },
]

type ReasonProps = { of: string; value: Missing; onChange: (missing: Missing) => void }

/** Why a fact has no words. */
export function ReasonSelect({ of, value, onChange }: ReasonProps) {
  return (
    <select
      className={look.reason}
      aria-label={`${of}, if there is no answer`}
      value={value}
      onChange={(event) => onChange(event.target.value as Missing)}
    >
      {reasons.map((reason) => (
        <option key={reason.value} value={reason.value}>
          {reason.label}
        </option>
      ))}
    </select>
  )
}

type FactFieldProps = {
  label: string
  hint?: string | undefined
  /** Questions that are about no fact of their own, and are answered here. */
  questions?: readonly string[]
  fact: FactDraft
  onChange: (fact: FactDraft) => void
  /** Label and field in one line, as for "Where". */
  isLine?: boolean
}

const noQuestions: readonly string[] = []

export function FactField({
  label,
  hint,
  questions = noQuestions,
  fact,
  onChange,
  isLine = false,
}: FactFieldProps) {
  const id = useId()
  const isEmpty = fact.words.trim() === ''
  return (
    <div className={`${look.group} ${isLine ? look.line : ''}`}>
      <label className={look.label} htmlFor={id}>
        {label}
      </label>
      <div className={look.withReason}>
        <input
          id={id}
          className={look.input}
          data-empty={isEmpty || undefined}
          maxLength={500}
          autoComplete="off"
          aria-describedby={hint || questions.length > 0 ? `${id}-hint` : undefined}
          value={fact.words}
          onChange={(event) => onChange({ ...fact, words: event.target.value })}
        />
        {isEmpty && (
          <ReasonSelect
            of={label}
            value={fact.missing}
            onChange={(missing) => onChange({ ...fact, missing })}
          />
        )}
      </div>
      {hint && (
        <p id={`${id}-hint`} className={look.hint}>
          {hint}
        </p>
      )}
      {questions.length > 0 && (
        <div id={`${id}-hint`} className={look.hint}>
          Your procedure also asks:
          <ul>
            {questions.map((question) => (
              <li key={question}>{question}</li>
            ))}
          </ul>
        </div>
      )}
    </div>
  )
}

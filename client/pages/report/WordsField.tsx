// A field for somebody's words: serif, grows with what is written.

import { type Ref, useId } from 'react'
import { limits } from '#shared/limits.ts'
import look from './report.module.css'

type WordsFieldProps = {
  label: string
  /** Drawn on the right of the label. */
  side?: React.ReactNode
  hint?: string | undefined
  value: string
  onChange: (words: string) => void
  fieldRef?: Ref<HTMLTextAreaElement>
  isSmall?: boolean
}

export function WordsField({ label, side, hint, value, onChange, fieldRef, isSmall }: WordsFieldProps) {
  const id = useId()
  return (
    <div className={look.group}>
      <div className={look.labelRow}>
        <label className={look.label} htmlFor={id}>
          {label}
        </label>
        {side}
      </div>
      <textarea
        ref={fieldRef}
        id={id}
        className={`${look.words} ${isSmall ? look.small : ''}`}
        maxLength={limits.maxTextChars}
        aria-describedby={hint ? `${id}-hint` : undefined}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
      {hint && (
        <p id={`${id}-hint`} className={look.hint}>
          {hint}
        </p>
      )}
    </div>
  )
}

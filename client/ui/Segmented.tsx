// One of a few, all in sight: a radiogroup whose radios are buttons. One stop of the Tab key; arrows move and choose.

import { type KeyboardEvent, type ReactNode, useRef } from 'react'
import look from './Segmented.module.css'

export type SegmentedOption<T extends string> = {
  value: T
  label: ReactNode
  /** The accessible name where it is not the label's own text. */
  name?: string
  isDisabled?: boolean
}

export type SegmentedProps<T extends string> = {
  /** The accessible name of the group; drawn above it only with `showsLabel`. */
  label: string
  showsLabel?: boolean
  options: readonly SegmentedOption<T>[]
  /** Undefined: none is chosen yet. */
  value: T | undefined
  onChange: (value: T) => void
  isDisabled?: boolean
}

const steps: Record<string, number> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }

export function Segmented<T extends string>(props: SegmentedProps<T>) {
  const { label, showsLabel, options, value, onChange, isDisabled } = props
  const group = useRef<HTMLDivElement>(null)
  const open = options.filter((option) => !option.isDisabled)
  const stop = open.find((option) => option.value === value)?.value ?? open[0]?.value

  const onKeyDown = (event: KeyboardEvent) => {
    const step = steps[event.key]
    if (!step || isDisabled || event.altKey || event.ctrlKey || event.metaKey) return
    const focused = (event.target as HTMLElement).closest<HTMLElement>('[data-value]')?.dataset.value
    const at = open.findIndex((option) => option.value === focused)
    const next = open[(at + step + open.length) % open.length]
    if (!next) return
    event.preventDefault()
    onChange(next.value)
    group.current?.querySelector<HTMLElement>(`[data-value="${CSS.escape(next.value)}"]`)?.focus()
  }

  return (
    <div className={look.wrap}>
      {showsLabel && (
        <span className={look.label} aria-hidden="true">
          {label}
        </span>
      )}
      <div ref={group} role="radiogroup" aria-label={label} className={look.group} onKeyDown={onKeyDown}>
        {options.map((option) => (
          // biome-ignore lint/a11y/useSemanticElements: a radio that looks and is pressed like a button
          <button
            key={option.value}
            type="button"
            role="radio"
            data-value={option.value}
            aria-checked={option.value === value}
            aria-label={option.name}
            disabled={isDisabled || option.isDisabled}
            tabIndex={option.value === stop ? 0 : -1}
            className={look.option}
            onClick={() => onChange(option.value)}
          >
            {option.label}
          </button>
        ))}
      </div>
    </div>
  )
}

// A tick: 22 px drawn, 44 px to touch.

import { IconCheck } from '@tabler/icons-react'
import look from './Check.module.css'

export function Check({
  label,
  isOn,
  onChange,
  isDisabled = false,
}: {
  /** The accessible name, such as "Done: Brief the plenary host". */
  label: string
  isOn: boolean
  onChange: (isOn: boolean) => void
  isDisabled?: boolean
}) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: the drawing is smaller than its target
    <button
      type="button"
      role="checkbox"
      aria-checked={isOn}
      aria-label={label}
      disabled={isDisabled}
      className={look.target}
      onClick={() => onChange(!isOn)}
    >
      <span className={`${look.box} ${isOn ? look.on : ''}`}>
        <IconCheck aria-hidden="true" />
      </span>
    </button>
  )
}

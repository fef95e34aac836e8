// The mark (two arches, the inner one a door) and the name.

import look from './Logo.module.css'

export function Mark() {
  return (
    <svg className={look.mark} viewBox="0 0 24 28" aria-hidden="true">
      <path fill="currentColor" d="M0 28V12a12 12 0 0 1 24 0v16h-5V12.5a7 7 0 0 0-14 0V28z" />
      <path fill="currentColor" opacity=".45" d="M8 28V13a4 4 0 0 1 8 0v15z" />
    </svg>
  )
}

/** `isMark`: the mark alone (the rail); the name is still read out. */
export function Logo({ isMark = false }: { isMark?: boolean }) {
  return (
    <span className={look.logo}>
      <Mark />
      <span className={isMark ? 'sr-only' : undefined}>Greenroom</span>
    </span>
  )
}

// Who is here, by first name.

import type { DisplayMember } from '#shared/protocol/display.ts'
import styles from './room.module.css'

export function Face({ who }: { who: DisplayMember }) {
  return (
    <span
      className={styles.face}
      aria-hidden="true"
      style={{ '--c': `var(--gr-p${who.colour})` } as React.CSSProperties}
    >
      {who.initials}
    </span>
  )
}

export function People({ title, people }: { title: string; people: readonly DisplayMember[] }) {
  if (people.length === 0) return null
  return (
    <div className={styles.people}>
      <h2>{title}</h2>
      <ul>
        {people.map((who) => (
          <li key={`${who.name} ${who.initials} ${who.colour}`}>
            <Face who={who} />
            {who.name}
          </li>
        ))}
      </ul>
    </div>
  )
}

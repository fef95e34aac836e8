// Who is here, by first name: as many as there is room for, and how many more.

import { useMemo, useRef } from 'react'
import type { DisplayMember, DisplayState } from '#shared/protocol/display.ts'
import styles from './room.module.css'
import { useFitted, useRoomSize } from './use-fitted.ts'

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

type Given = Pick<DisplayState, 'inTheRoom' | 'elsewhere' | 'here'>

/** Where people said that they are; of those who did not say, only that they are here. Room by how many there are. */
export function People({ inTheRoom, elsewhere, here }: Given) {
  const groups = [
    { title: 'In the room', people: inTheRoom },
    { title: 'By phone or elsewhere', people: elsewhere },
    { title: 'Here', people: here },
  ].filter(({ people }) => people.length > 0)
  const columns = groups.map(({ people }) => `minmax(0, ${people.length}fr)`)
  return (
    <div className={styles.everybody} style={{ gridTemplateColumns: columns.join(' ') }}>
      {groups.map((group) => (
        <Group key={group.title} {...group} />
      ))}
    </div>
  )
}

type Fit = { held: number; isRight: boolean }

function Group({ title, people }: { title: string; people: readonly DisplayMember[] }) {
  const list = useRef<HTMLUListElement>(null)
  const size = useRoomSize()
  // biome-ignore lint/correctness/useExhaustiveDependencies: each of these may change who there is room for
  const drawn = useMemo(() => ({}), [people, size])
  const fit = useFitted<Fit>(drawn, { held: people.length, isRight: false }, ({ held, isRight }) => {
    if (isRight || !list.current) return undefined
    const isOver = list.current.scrollHeight > list.current.clientHeight + 1
    // Of many, several at a time: each step is drawn.
    const fewer = held - Math.max(1, Math.floor(held / 12))
    return isOver && held > 0 ? { held: fewer, isRight: false } : { held, isRight: true }
  })
  const more = people.length - fit.held
  return (
    <div className={styles.people}>
      <h2>{title}</h2>
      <ul ref={list}>
        {people.slice(0, fit.held).map((who, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two may be called and drawn the same
          <li key={index}>
            <Face who={who} />
            <span className={styles.name} dir="auto">
              {who.name}
            </span>
          </li>
        ))}
        {more > 0 && <li className="num">+{more}</li>}
      </ul>
    </div>
  )
}

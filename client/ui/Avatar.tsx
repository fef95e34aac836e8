// A member drawn small. Filled = here now, tinted = not here; the colour is never alone: initials and the name.

import { initialsOf } from '#shared/people/initials.ts'
import look from './Avatar.module.css'

export type AvatarProps = {
  name: string
  /** 1-8: the member's presence colour. */
  colour: number
  /** s 24 px, default 28, m 36, xl 56. */
  size?: 's' | 'm' | 'xl'
  isHere?: boolean
  /** What is said of them where more than the name is: "Hana Mori, in the room". */
  says?: string
  /** True where the name stands next to it as text. */
  isDecoration?: boolean
}

export function Avatar({ name, colour, size, isHere = false, says, isDecoration = false }: AvatarProps) {
  const className = [look.avatar, size && look[size], isHere && look.here].filter(Boolean).join(' ')
  const said = isDecoration
    ? ({ 'aria-hidden': true } as const)
    : ({ role: 'img', 'aria-label': says ?? name } as const)
  return (
    <span className={className} style={{ '--c': `var(--gr-p${colour})` } as React.CSSProperties} {...said}>
      {initialsOf(name)}
    </span>
  )
}

/** A row of avatars; the ones above `most` become "+4". */
export function Avatars({
  people,
  most = 7,
  size,
}: {
  people: readonly (Omit<AvatarProps, 'size'> & { id: string })[]
  most?: number
  size?: AvatarProps['size']
}) {
  const shown = people.slice(0, people.length > most ? Math.max(most - 1, 1) : most)
  const more = people.length - shown.length
  return (
    <span className={look.avatars}>
      {shown.map(({ id: _, ...person }, place) => (
        // By place: whoever comes after somebody who left is drawn in their place, and nobody moves.
        // biome-ignore lint/suspicious/noArrayIndexKey: a place is what stays
        <Avatar key={place} size={size} {...person} />
      ))}
      {more > 0 && (
        <span className={look.more}>
          <span aria-hidden="true">+{more}</span>
          <span className="sr-only">and {more} more</span>
        </span>
      )}
    </span>
  )
}

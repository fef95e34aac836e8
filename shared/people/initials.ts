// How a member is drawn small: initials, first name, presence colour. Any name that a person really has
// must come through whole letters at a time, so everything counts graphemes, never UTF-16 units.

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })
const lettersOf = (text: string): string[] =>
  [...graphemes.segment(text)].map((piece) => piece.segment).filter((piece) => /[\p{L}\p{N}]/u.test(piece))

const partsOf = (name: string): string[] => name.toWellFormed().split(/\s+/u).filter(Boolean)

/**
 * Two letters for an avatar: of the first and the last name, or the first two of a single name.
 * A name without letters gives its first sign, an empty one '?'.
 */
export function initialsOf(name: string): string {
  const parts = partsOf(name)
    .map(lettersOf)
    .filter((letters) => letters.length > 0)
  const first = parts[0]
  if (!first) return [...graphemes.segment(name.toWellFormed().trim())][0]?.segment ?? '?'
  const last = parts.length > 1 ? parts.at(-1)! : first.slice(1)
  return `${first[0]}${last[0] ?? ''}`.toUpperCase()
}

/** The name somebody is called by in sentences: 'Nkechi saw this'. Empty only for an empty name. */
export function firstNameOf(name: string): string {
  const parts = partsOf(name)
  return parts.find((part) => lettersOf(part).length > 0) ?? parts[0] ?? ''
}

export const presenceColours = 8

/**
 * Which of the eight presence colours a member has: always the same one, moved on to the next free one
 * where `used` (colours already given in this room) has it.
 */
export function presenceColour(memberId: string, used: ReadonlySet<number> = new Set()): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < memberId.length; at++) hash = Math.imul(hash ^ memberId.charCodeAt(at), 0x01000193)
  // The low bits of this hash follow the last character alone; mix the high ones in.
  const own = ((hash ^ (hash >>> 15)) >>> 0) % presenceColours
  for (let step = 0; step < presenceColours; step++) {
    const colour = ((own + step) % presenceColours) + 1
    if (!used.has(colour)) return colour
  }
  return own + 1
}

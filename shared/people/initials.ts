// How a member is called and drawn small: initials, first name. Any name that a person really has
// must come through whole letters at a time, so everything counts graphemes, never UTF-16 units.

import { limits } from '../limits.ts'
import { inLine } from '../text/bounded.ts'

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })
const lettersOf = (text: string): string[] =>
  [...graphemes.segment(text)].map((piece) => piece.segment).filter((piece) => /[\p{L}\p{N}]/u.test(piece))

/** No name is longer, also where its letters became more in NFC. */
const mostChars = 4 * limits.maxNameChars
const shortOf = (name: string): string => name.slice(0, mostChars).toWellFormed()
const partsOf = (name: string): string[] => shortOf(name).split(/\s+/u).filter(Boolean)

/**
 * Two letters for an avatar: of the first and the last name, or the first two of a single name.
 * A name without letters gives its first sign, an empty one '?'.
 */
export function initialsOf(name: string): string {
  const parts = partsOf(name)
    .map(lettersOf)
    .filter((letters) => letters.length > 0)
  const first = parts[0]
  if (!first) return [...graphemes.segment(shortOf(name).trim())][0]?.segment ?? '?'
  const last = parts.length > 1 ? parts.at(-1)! : first.slice(1)
  return `${first[0]}${last[0] ?? ''}`.toUpperCase()
}

/** The name somebody is called by in sentences: 'Nkechi saw this'. Empty only for an empty name. */
export function firstNameOf(name: string): string {
  const parts = partsOf(name)
  return inLine(parts.find((part) => lettersOf(part).length > 0) ?? parts[0] ?? '')
}

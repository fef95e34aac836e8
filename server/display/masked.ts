// From the record to what a room may read: people in the case as their roles, listed names that stand as plain text too,
// and words that are still being typed not at all.

import type { PersonInCase } from '#shared/http/cases.ts'
import type { MemberId } from '#shared/ids.ts'
import type { Stretch } from '#shared/privacy/letters.ts'
import { type NameList, unread } from '#shared/privacy/mask.ts'
import { asTitle, standInTitle } from '#shared/privacy/stand-ins.ts'
import type { DisplayBlock, DisplayMember, DisplayPiece } from '#shared/protocol/display.ts'
import { type Block, type Inline, textOfInlines } from '#shared/record/blocks.ts'

export type Masking = {
  people: readonly PersonInCase[]
  /** Every part of what the people are called. */
  names: NameList
  /** The team but for those who are in the case. */
  staff: ReadonlyMap<MemberId, DisplayMember>
  isShown: boolean
}

/** What stands in a text instead of what is there: a role, or a sign that a word is being written. */
type Spot = Stretch & { piece: DisplayPiece }

export const maskBlock = (block: Block, withheld: readonly Stretch[], masking: Masking): DisplayBlock => ({
  mark: block.mark,
  depth: block.depth,
  pieces: maskInlines(block.inlines, withheld, masking),
})

/** Plain text: of a task. */
export const maskText = (text: string, withheld: readonly Stretch[], masking: Masking): DisplayPiece[] =>
  maskInlines([{ is: 'text', text, isBold: false }], withheld, masking)

/** The same where there is no room for chips. */
export const maskLine = (text: string, withheld: readonly Stretch[], masking: Masking): string =>
  maskText(text, withheld, masking)
    .map((piece) => ('text' in piece ? piece.text : piece.chip))
    .join('')

function maskInlines(
  inlines: readonly Inline[],
  withheld: readonly Stretch[],
  masking: Masking,
): DisplayPiece[] {
  const text = textOfInlines(inlines)
  const spots = masking.isShown ? [] : spotsOf(text, withheld, masking)
  const pieces: DisplayPiece[] = []
  let at = 0
  let next = 0
  for (const inline of inlines) {
    while (next < spots.length && spots[next]!.end <= at) next++
    if (inline.is === 'mention') {
      pieces.push(chipOf(inline, masking))
      at += 1
      continue
    }
    for (const piece of cut(inline, at, spots, next)) pieces.push(piece)
    at += inline.text.length
  }
  return pieces
}

function spotsOf(text: string, withheld: readonly Stretch[], { names }: Masking): Spot[] {
  const named: Spot[] = names.findIn(text).map(({ start, end, instead }) => ({
    start,
    end,
    piece: instead === unread ? { text: unread } : { chip: asTitle(instead.trim()) },
  }))
  let next = 0
  const isFree = ({ start, end }: Stretch): boolean => {
    while (next < named.length && named[next]!.end <= start) next++
    return next === named.length || named[next]!.start >= end
  }
  const holes = withheld.filter(isFree).map(({ start, end }) => ({ start, end, piece: { text: unread } }))
  return [...named, ...holes].sort((a, b) => a.start - b.start)
}

/**
 * The part of a text that begins at `from` of its block; a spot is shown where it begins, and its rest nowhere.
 * @param first the first spot that does not end before `from`
 */
function cut(
  { text, isBold }: Inline & { is: 'text' },
  from: number,
  spots: readonly Spot[],
  first: number,
): DisplayPiece[] {
  const pieces: DisplayPiece[] = []
  const plain = (words: string) => {
    if (words !== '') pieces.push({ text: words, ...(isBold && { isBold }) })
  }
  let at = from
  const end = from + text.length
  for (let next = first; next < spots.length && spots[next]!.start < end; next++) {
    const spot = spots[next]!
    plain(text.slice(at - from, Math.max(0, spot.start - from)))
    if (spot.start >= from) pieces.push(spot.piece)
    at = Math.min(end, spot.end)
  }
  plain(text.slice(at - from))
  return pieces
}

function chipOf({ kind, id }: Inline & { is: 'mention' }, { people, staff, isShown }: Masking): DisplayPiece {
  const member = kind === 'member' ? staff.get(id as MemberId) : undefined
  if (member) return { chip: member.name, isStaff: true }
  const person = people.find((one) => (kind === 'member' ? one.memberId : one.id) === id)
  if (!person) return { chip: 'Someone' }
  return { chip: isShown ? person.name : standInTitle(person, people) }
}

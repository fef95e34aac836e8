// Text that came from outside, made fit to store: PostgreSQL takes no U+0000, and a lone surrogate is not text. Its length
// is looked at first, and what is too long is looked at no further: everything behind costs time.

import { z } from 'zod'
import { asOneLine, boundRuns } from './bounded.ts'

const tooLong = (maxChars: number): string =>
  `This is too long: at most ${maxChars.toLocaleString('en')} characters.`

/** A zod string of at most `maxChars` UTF-16 units; no later check or change of it sees a longer one. */
export const shortText = (maxChars: number, error = tooLong(maxChars)) =>
  z.string().max(maxChars, { error, abort: true })

const wellFormed = (text: string): string =>
  boundRuns(text.toWellFormed().replaceAll('\u0000', '')).normalize('NFC').trim()

/**
 * A zod string of at most `maxChars` characters (UTF-16 units), trimmed, in NFC, with lone surrogates replaced
 * by U+FFFD, U+0000 dropped, and stacked marks cut down.
 */
export const cleanText = (maxChars: number) => cleaned(maxChars, wellFormed)

/** The same for what stands inside a line: names, places, badges. */
export const cleanLine = (maxChars: number) => cleaned(maxChars, (text) => asOneLine(wellFormed(text)))

/** Measured again behind it: a few letters become longer in NFC, and what is stored must fit when it is read. */
const cleaned = (maxChars: number, clean: (text: string) => string) =>
  shortText(maxChars)
    .overwrite(clean)
    .max(maxChars, { error: tooLong(maxChars), abort: true })

/** A list whose length is looked at before what is in it. */
export const fewOf = <Item extends z.ZodType>(item: Item, most: number) =>
  z.array(z.unknown()).max(most, { abort: true }).pipe(z.array(item)) as unknown as z.ZodPipe<
    z.ZodArray<Item>,
    z.ZodArray<Item>
  >

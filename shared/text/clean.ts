// Text that came from outside, made fit to store: PostgreSQL takes no U+0000, and a lone surrogate is not text.

import { z } from 'zod'

/**
 * A zod string of at most `maxChars` characters (UTF-16 units), trimmed, in NFC, with lone surrogates replaced
 * by U+FFFD and U+0000 dropped.
 */
export const cleanText = (maxChars: number) =>
  z
    .string()
    .max(maxChars, `This is too long: at most ${maxChars.toLocaleString('en')} characters.`)
    .overwrite((text) => text.toWellFormed().replaceAll('\u0000', '').normalize('NFC').trim())

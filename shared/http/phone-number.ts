// A telephone number as somebody types it.

import { cleanLine } from '../text/clean.ts'

/** As it is dialled; may be empty. */
export const phone = cleanLine(40).refine(
  (text) => text === '' || (/^[+0-9 ()./-]+$/.test(text) && /[0-9]{2}/.test(text)),
  'Write a telephone number, as +351 555 0101.',
)

// What no record holds: PostgreSQL takes no U+0000, and half a letter is not text. The guard refuses it, so whatever takes text
// in from a person leaves it out first.

/** No text of a record holds it. A text copied out of a PDF may, where two letters were drawn as one. */
export const neverStored = '\u0000'

const notText = /[\0\p{Surrogate}]/gu

/** The text as a record can hold it; the same where it can already. */
export const storable = (text: string): string =>
  text.isWellFormed() && !text.includes(neverStored) ? text : text.replace(notText, '')

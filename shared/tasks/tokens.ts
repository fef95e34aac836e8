// A line cut at its spaces, each piece with its place in the line. What a messenger or a keyboard for other scripts writes
// otherwise, full-width signs and marks that cannot be seen, is read as it looks.

export type Token = {
  /** As it looks. */
  readonly text: string
  /** Small letters, without brackets and closing punctuation: '(Now,' is 'now'. */
  readonly core: string
  readonly from: number
  readonly to: number
}

export const tokensOf = (line: string): Token[] =>
  [...line.matchAll(/[^\s\u3000]+/gu)].map(({ 0: written, index: from }) => {
    const text = asItLooks(written)
    return { text, core: coreOf(text), from, to: from + written.length }
  })

/** Full-width letters, digits and signs as ordinary ones, and nothing that cannot be seen. */
const asItLooks = (text: string): string =>
  text
    .replace(/(?:\p{Cf}|\u034f|[\u115f\u1160\u3164]|[\ufe00-\ufe0f])/gu, '')
    .replace(/[\uff01-\uff5e]/gu, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))
    .replace(/[\ufe55\u2236\ua789]/gu, ':')
    .replace(/\ufe6b/gu, '@')

const coreOf = (text: string): string =>
  text
    .toLowerCase()
    .replace(/^[("'“‘]+|[)"'”’,;:!?]+$|\.+$/gu, '')
    .replace(/[,;:!?.]+$/u, '')

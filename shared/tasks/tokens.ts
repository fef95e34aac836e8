// A line cut at its spaces, each piece with its place in the line.

export type Token = {
  readonly text: string
  /** Small letters, without brackets and closing punctuation: '(Now,' is 'now'. */
  readonly core: string
  readonly from: number
  readonly to: number
}

export const tokensOf = (line: string): Token[] =>
  [...line.matchAll(/\S+/gu)].map(({ 0: text, index: from }) => ({
    text,
    core: text
      .toLowerCase()
      .replace(/^[("'“‘]+|[)"'”’,;:!?]+$|\.+$/gu, '')
      .replace(/[,;:!?.]+$/u, ''),
    from,
    to: from + text.length,
  }))

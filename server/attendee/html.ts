// Pages as text, in which nothing that anybody wrote can be markup: whatever is put in is escaped, but for what was made here.

export class Html {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
}

type Piece = string | number | Html | readonly Html[] | false | null | undefined

const signs: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}
const escapeSigns = (text: string): string => text.replace(/[&<>"']/g, (sign) => signs[sign]!)

const textOf = (piece: Piece): string => {
  if (piece === false || piece === null || piece === undefined) return ''
  if (piece instanceof Html) return piece.text
  return typeof piece === 'object' ? piece.map(({ text }) => text).join('') : escapeSigns(String(piece))
}

/** Attributes stand in double quotation marks. */
export const html = (parts: TemplateStringsArray, ...pieces: readonly Piece[]): Html =>
  new Html(parts.map((part, n) => part + (n < pieces.length ? textOf(pieces[n]) : '')).join(''))

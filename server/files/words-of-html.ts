// The words of a page of HTML, and nothing else of it: no style, no script, nothing hidden, no address that could be asked for.
// One walk over the text, so that no page takes longer than its length.

/** What is in them is not for reading. */
const unseen = new Set(['script', 'style', 'head', 'title', 'template', 'svg'])
/** They begin a line. */
const lines = new Set(
  'address article blockquote br dd div dl dt footer form h1 h2 h3 h4 h5 h6 header hr li ol p pre section table tr ul'.split(
    ' ',
  ),
)
const named: Readonly<Record<string, string>> = {
  ...{ amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ', hellip: '…', ndash: '–', mdash: '—' },
  ...{
    lsquo: '‘',
    rsquo: '’',
    ldquo: '“',
    rdquo: '”',
    euro: '€',
    auml: 'ä',
    ouml: 'ö',
    uuml: 'ü',
    szlig: 'ß',
  },
  ...{ eacute: 'é', egrave: 'è', agrave: 'à', ccedil: 'ç', ntilde: 'ñ', Auml: 'Ä', Ouml: 'Ö', Uuml: 'Ü' },
}

/** @param html what is longer than somebody reads is cut before */
export function wordsOfHtml(html: string): string {
  let words = ''
  for (let at = 0; at < html.length; ) {
    const open = html.indexOf('<', at)
    const end = open === -1 ? html.length : open
    words += html.slice(at, end).replace(/\s+/g, ' ')
    if (open === -1) break
    const { name, isEnd, next } = tagAt(html, open)
    if (lines.has(name)) words += '\n'
    if (name === 'td' || name === 'th') words += ' '
    at = !isEnd && unseen.has(name) ? behind(html, next, name) : next
  }
  return tidied(words.replace(/&(#x[0-9a-f]{1,6}|#[0-9]{1,7}|[a-z]{2,8});/gi, signOf))
}

type Tag = { name: string; isEnd: boolean; next: number }

function tagAt(html: string, open: number): Tag {
  if (html.startsWith('<!--', open)) {
    const close = html.indexOf('-->', open + 4)
    return { name: '', isEnd: false, next: close === -1 ? html.length : close + 3 }
  }
  const close = html.indexOf('>', open)
  const next = close === -1 ? html.length : close + 1
  const [, slash = '', name = ''] = /^<(\/?)([a-z][a-z0-9]*)/i.exec(html.slice(open, open + 16)) ?? []
  return { name: name.toLowerCase(), isEnd: slash !== '', next }
}

/** Where its end mark begins; without one nothing more is read. */
function behind(html: string, from: number, name: string): number {
  for (let at = html.indexOf('</', from); at !== -1; at = html.indexOf('</', at + 2))
    if (html.slice(at + 2, at + 2 + name.length).toLowerCase() === name) return at
  return html.length
}

function signOf(whole: string, of: string): string {
  if (!of.startsWith('#')) return named[of] ?? whole
  const code = of[1] === 'x' || of[1] === 'X' ? Number.parseInt(of.slice(2), 16) : Number(of.slice(1))
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : ''
}

const tidied = (words: string): string =>
  words
    .split('\n')
    .map((line) => line.replace(/[ \t\u00a0]+/g, ' ').trim())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()

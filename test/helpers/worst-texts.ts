// Texts that cost a parser most, each as large as a request may be. Whoever finds another one adds it here, and every
// parser and every route is tried with it.

import { limits } from '../../shared/limits.ts'

/** As many characters as the largest body has bytes. */
const mostChars = limits.maxBodyBytes

const filled = (piece: string, first = ''): string =>
  (first + piece.repeat(Math.ceil(mostChars / piece.length))).slice(0, mostChars)

/** By what they are made of. */
export const worstTexts: Readonly<Record<string, string>> = {
  'one letter under accents in the wrong order': filled('\u0301\u0323', 'a'),
  'accents of many classes': filled('\u0301\u0334\u0345\u093c\u05b0\u0323\u3099\u0f71', 'a'),
  'letters with thirty accents each': filled(`a${'\u0301\u0323'.repeat(15)} `),
  'signs that become eighteen': filled('\ufdfa'),
  'small signs that become many letters': filled('\u1e9e\u0130\ufb03'),
  'Hangul in its parts': filled('\u1112\u1161\u11ab'),
  'vowels of Hangul': filled('\u1161'),
  'emoji held together': filled('\u{1f469}\u200d\u{1f467}'),
  joiners: filled('\u200d'),
  'variation selectors': filled('\ufe0f\ufe0e', 'a'),
  'soft hyphens in one word': filled('a\u00ad'),
  'marks of direction': filled('\u202e\u2067\u200f'),
  'right to left words': filled('\u05d0\u05d1 \u0627\u0644 '),
  spaces: filled(' '),
  'spaces, then a word': `${filled(' ').slice(0, -1)}a`,
  'kinds of spaces': filled(' \u00a0\t\u2003'),
  newlines: filled('\n'),
  'one long word': filled('a'),
  'one long word in capitals': filled('A'),
  digits: filled('1'),
  'digits and colons': filled('1:'),
  'clock times': filled('14:30 '),
  'almost clock times': filled('14:3 @143 '),
  'at signs': filled('@'),
  'many mentions': filled('@a '),
  'mentions that are times': filled('@1430 '),
  'a mention that goes on': filled('corvin ', '@'),
  'one mention that never ends': filled("a'._-", '@'),
  'a mention and then signs': filled('.', '@a'),
  'a mention and then accents': filled('\u0301', '@a'),
  quotes: filled('"'),
  'commas and stops': filled(',;:!?.'),
  'a word, then stops': filled('.', 'a'),
  'a word after each stop': filled('.a'),
  'opening brackets': filled('('),
  'words of time': filled('in until before the tomorrow at now right '),
  'numbers of something': filled('1 and '),
  'badge numbers': filled('badge no. 1127 '),
  'words like names': filled('Corvin Haldane '),
  'beginnings of names': filled('Cor Co C Hald '),
  'very many different words': Array.from({ length: mostChars / 5 }, (_, at) => at.toString(36))
    .join(' ')
    .slice(0, mostChars),
  'signs of Han': filled('\u7530'),
  'signs of Thai with marks': filled('\u0e01\u0e33'),
  'halves of pairs': filled('\ud800'),
  zeros: filled('\u0000'),
  'a link of dots': filled('.', 'https://a'),
  'a link of at signs': filled('@', 'https://'),
  'a mail address of dots': filled('a.', 'a@'),
  'a mail address that does not end': filled("a'+-."),
  'a time zone of slashes': filled('a/'),
  'an id that does not end': filled('0-'),
  'a date that does not end': filled('0', '2026-01-01T00:00:00.'),
  'opening braces of JSON': filled('['),
  'percent signs': filled('%41'),
  'semicolons of cookies': filled('a=b; '),
}

/** Milliseconds of this process's work: the best of several, after the code is warm. */
export function leastCpuMs(work: () => unknown, times = 5, enoughMs = 0): number {
  let least = Number.POSITIVE_INFINITY
  for (let round = 0; round < times && least > enoughMs; round++) {
    const before = process.cpuUsage()
    work()
    const { user, system } = process.cpuUsage(before)
    least = Math.min(least, (user + system) / 1_000)
  }
  return least
}

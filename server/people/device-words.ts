// What kind of device somebody signs in on, as they would say it themselves: "Firefox on Windows". Nothing else of what a
// browser tells about itself is kept.

import type { FastifyRequest } from 'fastify'

/** Nobody's browser says more that is of use, and whoever sends more is read no further. */
const mostChars = 400

/** The first that fits counts: every browser names others, too. */
const browsers: readonly (readonly [sign: string, name: string])[] = [
  ['Edg', 'Edge'],
  ['OPR/', 'Opera'],
  ['SamsungBrowser/', 'Samsung Internet'],
  ['FxiOS/', 'Firefox'],
  ['Firefox/', 'Firefox'],
  ['CriOS/', 'Chrome'],
  ['Chrome/', 'Chrome'],
  ['Safari/', 'Safari'],
]
const systems: readonly (readonly [sign: string, name: string])[] = [
  ['iPhone', 'an iPhone'],
  ['iPad', 'an iPad'],
  ['Android', 'Android'],
  ['Windows', 'Windows'],
  ['CrOS', 'ChromeOS'],
  ['Macintosh', 'a Mac'],
  ['Linux', 'Linux'],
]

/** "Safari on an iPhone"; what is no browser that we know is "A program". */
export function wordsOfDevice(userAgent: string): string {
  const told = userAgent.slice(0, mostChars)
  const nameIn = (list: typeof browsers) => list.find(([sign]) => told.includes(sign))?.[1]
  const [browser, system] = [nameIn(browsers), nameIn(systems)]
  if (!browser) return system ? `A program on ${system}` : 'A program'
  return system ? `${browser} on ${system}` : browser
}

export const deviceWords = (request: Pick<FastifyRequest, 'headers'>): string =>
  wordsOfDevice(request.headers['user-agent'] ?? '')

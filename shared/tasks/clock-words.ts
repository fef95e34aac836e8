// Single pieces of time in a line: '14:30', '16h30', '9am', '1430', '20m', as they are written in English and where a day has 24
// hours. Days are in day-words.

export type Clock = { readonly hour: number; readonly minute: number }

/** '14:30', '9:00', '16h30', '2:30pm', '4.30pm', '9am'. Safe to find anywhere in a text. */
export function readClock(core: string): Clock | undefined {
  const text = core.replace(/^@/, '')
  const whole = /^([01]?\d|2[0-3])[:h]([0-5]\d)h?$/.exec(text)
  if (whole) return { hour: Number(whole[1]), minute: Number(whole[2]) }
  const half = /^(1[0-2]|0?[1-9])(?:[:.]([0-5]\d))?(am|pm|a\.m|p\.m)$/.exec(text)
  if (!half) return undefined
  const hour = (Number(half[1]) % 12) + (half[3]!.startsWith('p') ? 12 : 0)
  return { hour, minute: Number(half[2] ?? 0) }
}

/** '1430'. Four digits are as often a badge or a room, so the place in the line decides, not this. */
export function readDigits(core: string): Clock | undefined {
  const digits = /^@?([01]\d|2[0-3])([0-5]\d)$/.exec(core)
  return digits ? { hour: Number(digits[1]), minute: Number(digits[2]) } : undefined
}

/** '16.30', '16h': where the place in the line says that it is a time. */
export function readPointed(core: string): Clock | undefined {
  const found = /^@?([01]?\d|2[0-3])(?:\.([0-5]\d)|h)$/.exec(core)
  return found ? { hour: Number(found[1]), minute: Number(found[2] ?? 0) } : undefined
}

/** '3', '16': an hour, where a word in front of it says so. */
export function readHour(core: string): number | undefined {
  return /^(\d|1\d|2[0-3])$/.test(core) ? Number(core) : undefined
}

/** '16pm', '0am': somebody means a time, and not the one that is written. */
export function readOddClock(core: string): Clock | undefined {
  const odd = /^(1[3-9]|2[0-3]|0?0)(?:[:.]([0-5]\d))?(?:am|pm)$/.exec(core)
  return odd ? { hour: Number(odd[1]), minute: Number(odd[2] ?? 0) } : undefined
}

export const namedClocks: Readonly<Record<string, Clock>> = {
  noon: { hour: 12, minute: 0 },
  midday: { hour: 12, minute: 0 },
  midnight: { hour: 24, minute: 0 },
}

const numbered = new Set(
  `badge badges slide version v page chapter item number numbers no nr num room rooms hall gate seat table booth stand desk door locker ticket
  order extension ext phone call dial ring text code pin id year in since`.split(/\s+/),
)

/** Whether the digits at this place are the number of something: 'badge no. 1127', 'badges 1127 and 1143'. */
export function isNumberOfSomething(cores: readonly string[], at: number): boolean {
  if (/^badges?$/.test(cores[at + 1] ?? '')) return true
  for (let back = at - 1, steps = 0; back >= 0 && steps < 12; back--, steps++) {
    const core = cores[back]!.replace(/\.$/, '')
    if (numbered.has(core) || core === '#') return true
    if (!/^(\d+|and|or|to|&|-|–|\+)$/.test(core)) return false
  }
  return false
}

const minutesIn: Readonly<Record<string, number>> = { m: 1, min: 1, mins: 1, minute: 1, minutes: 1 }
const hoursIn: Readonly<Record<string, number>> = { h: 1, hr: 1, hrs: 1, hour: 1, hours: 1 }
const longestMinutes = 7 * 24 * 60

/** What follows 'in': '20m', '2h', '1h30', '20 min', '2 hours', 'an hour'. Minutes, and how many words. */
export function readDuration(one = '', two = ''): { minutes: number; count: number } | undefined {
  if (one === 'an' && two === 'hour') return { minutes: 60, count: 2 }
  const joined = /^(\d{1,4})(?:([a-z]+)(?:(\d{1,2})m?(?:in)?)?)?$/.exec(one)
  if (!joined) return undefined
  const [, amount, unit, more] = joined
  const name = unit ?? two
  const hours = Object.hasOwn(hoursIn, name)
  if (!hours && (!Object.hasOwn(minutesIn, name) || more !== undefined)) return undefined
  const minutes = Number(amount) * (hours ? 60 : 1) + Number(more ?? 0)
  return minutes > longestMinutes ? undefined : { minutes, count: unit === undefined ? 2 : 1 }
}

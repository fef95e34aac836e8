import * as chrono from 'chrono-node'
import { describe, expect, test } from 'vitest'
import { MemberId } from '../ids.ts'
import { parseQuickAdd } from './quick-add.ts'
import { localTime, momentOf, sayClock } from './zone.ts'

const timeZone = 'Europe/Lisbon'
/** Thursday 26 November 2026, 13:20. */
const now = new Date('2026-11-26T13:20:00Z')
const people = [
  {
    id: MemberId.parse('00000000-0000-4000-8000-000000000011'),
    name: 'Maria Fontes',
    onCase: true,
    reach: 'phone' as const,
  },
]
const parse = (line: string, zone = timeZone) => parseQuickAdd(line, { now, timeZone: zone, people })
const said = (due: string | null, words: string | null) => {
  if (due === null) return words ?? 'none'
  const local = localTime(new Date(due), timeZone)
  return `${local.day} ${sayClock(local)}`
}
const read = (line: string) => {
  const { due, dueWords, doubt } = parse(line)
  return doubt
    ? `ask ${doubt.choices.map((one) => said(one.due, one.dueWords)).join(' | ')}`
    : said(due, dueWords)
}

describe('[TM1] a time is what a person means, or it is asked', () => {
  test.each([
    ['weds 9am call the venue', '2 09:00'],
    ['tues 15:00 call the venue', '1 15:00'],
    ['tmrw 14:30 call the venue', '27 14:30'],
    ['27/11 15:00 call the venue', '27 15:00'],
    ['27.11. 15:00 call the venue', '27 15:00'],
    ['27 nov 15:00 call the venue', '27 15:00'],
    ['nov 27th 15:00 call the venue', '27 15:00'],
    ['2026-11-27 14:30 call', '27 14:30'],
    ['at 14:30 tomorrow call', '27 14:30'],
    ['14:30 friday call', '27 14:30'],
    ['14:30 on friday call', '27 14:30'],
    ['next thursday 15:00 call', '3 15:00'],
    ['next friday 15:00 call', 'ask 27 15:00 | 4 15:00'],
    ['tomorrow call the venue', 'Fri 27 Nov'],
    ['call the venue tomorrow', 'Fri 27 Nov'],
    ['friday call the venue', 'Fri 27 Nov'],
    ['by friday call the venue', 'by Fri 27 Nov'],
    ['friday morning call the venue', 'Fri 27 Nov, morning'],
    ['friday morning 9 call the venue', '27 09:00'],
    ['friday 9 call the venue', 'ask 27 09:00 | 27 21:00'],
    ['noon call the venue', '26 12:00'],
    ['midnight lock up', '27 00:00'],
    ['16h30 call the venue', '26 16:30'],
    ['16.30 call the venue', '26 16:30'],
    ['16 uhr call the venue', '26 16:00'],
    ['às 16h call the venue', '26 16:00'],
    ['4.30pm call the venue', '26 16:30'],
    ['by 3 call the venue', '26 15:00'],
    ['by 9 call the venue', '26 21:00'],
    ['16pm call the venue', 'ask 26 16:00'],
    ['9.12 call the venue', 'ask 26 09:12 | Wed 9 Dec'],
    ['wednsday 9am call', 'ask 2 09:00 | 27 09:00'],
    ['sexta 15:00 call', 'ask 26 15:00 | 27 15:00'],
    ['15:00 utc call', 'ask 26 15:00 | 27 15:00'],
    ['15:00 call the hotel about friday', 'ask 27 15:00 | 26 15:00'],
    ['15:00 call', '26 15:00'],
    ['call friday 15:00 tomorrow', 'ask Fri 27 Nov | 27 15:00 | Fri 27 Nov'],
    ['call 27 nov 15:00 saturday', 'ask Sat 28 Nov | 28 15:00'],
    ['15:00 or 16:00 call', 'ask 26 15:00 | 26 16:00'],
    ['call tomorrow, saturday', 'ask Sat 28 Nov | Fri 27 Nov'],
    ['check the 14:30 talk tomorrow', 'ask Fri 27 Nov | 27 14:30'],
  ])('@maria %s: %s', (line, wanted) => expect(read(`@maria ${line}`)).toBe(wanted))

  test('months stand first in the United States, and what may be both is asked', () => {
    const { doubt } = parse('@maria 3/12 15:00 call', 'America/New_York')
    expect(doubt?.choices.map(({ due }) => due?.slice(0, 10))).toEqual(['2026-12-03', '2027-03-12'])
    expect(parse('@maria 11/27 15:00 call', 'America/New_York').due).toBe('2026-11-27T20:00:00.000Z')
  })

  test('what was doubtful can stay words', () => {
    const { doubt, what } = parse('@maria next friday 15:00 call the venue')
    expect([doubt!.words, doubt!.asWords, what]).toEqual([
      ...['next friday 15:00', 'next friday 15:00 call the venue', 'call the venue'],
    ])
  })

  test.each([
    '@\u2068Maria Fontes\u2069 15:00 call the venue',
    '＠maria 15:00 call the venue',
    '@maria 15：00 call the venue',
    '@maria １５：００ call the venue',
    '@Ma\u200eria 15:00 call the venue',
    '@maria\u300015:00 call the venue',
  ])('as a messenger writes it: %j', (line) =>
    expect(parse(line)).toMatchObject({
      what: 'call the venue',
      who: { is: 'one' },
      due: '2026-11-26T15:00:00.000Z',
    }),
  )
})

/** Draws from a seed, the same each time (mulberry32). */
function dice(seed: number) {
  let state = seed
  return <T>(from: readonly T[]): T => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return from[((t ^ (t >>> 14)) >>> 0) % from.length]!
  }
}

/** Days as people write them, and which of November (or what follows) they mean. */
const days: readonly [string, number][] = [
  ...[
    ['', 26],
    ['today', 26],
    ['tomorrow', 27],
    ['tmrw', 27],
    ['friday', 27],
    ['fri', 27],
    ['sat', 28],
    ['saturday', 28],
  ],
  ...[
    ['sunday', 29],
    ['monday', 30],
    ['tues', 31],
    ['tuesday', 31],
    ['weds', 32],
    ['wednesday', 32],
    ['next tuesday', 31],
  ],
  ...[
    ['27/11', 27],
    ['28.11.', 28],
    ['27 nov', 27],
    ['nov 28', 28],
    ['28th november', 28],
    ['2026-11-29', 29],
  ],
  ...[
    ['next thursday', 33],
    ['on monday', 30],
    ['firday', 27],
    ['wednsday', 32],
    ['tomorow', 27],
    ['amanhã', 27],
  ],
] as never
const words = [
  'call the venue',
  'bring two chairs',
  'ask the desk for the list',
  'walk with her to the hotel',
]

function drawLine(draw: ReturnType<typeof dice>) {
  const [day, of] = draw(days)
  const hour = draw([14, 15, 16, 17, 18, 19, 20, 21])
  const minute = draw([0, 15, 30, 45])
  const mm = String(minute).padStart(2, '0')
  const clock = draw([
    `${hour}:${mm}`,
    `${hour - 12}:${mm}pm`,
    `${hour - 12}.${mm}pm`,
    `${hour}h${mm}`,
    `${hour}.${mm}`,
  ])
  const time = draw([`${day} ${clock}`, `${clock} ${day}`, `at ${clock} ${day}`, `${day} at ${clock}`]).trim()
  const what = draw(words)
  const line = draw([`@maria ${time} ${what}`, `@maria ${what} ${time}`, `${time} @maria ${what}`])
  const due = momentOf({ year: 2026, month: 11, day: of, hour, minute }, timeZone)
  return { line, due }
}

test('[TM1] of 500 lines none is read wrongly; what a general reader makes of them', () => {
  const draw = dice(19)
  const counts = { right: 0, asked: 0, wrong: 0, generalRight: 0, generalWrong: 0, generalNothing: 0 }
  const wrong: string[] = []
  for (let at = 0; at < 500; at++) {
    const { line, due } = drawLine(draw)
    const ours = parse(line)
    if (ours.doubt) counts.asked++
    else if (ours.due === due.toISOString()) counts.right++
    else {
      counts.wrong++
      wrong.push(`${line}: ${ours.due ?? ours.dueWords}`)
    }
    const other = chrono.en.GB.parseDate(line, { instant: now, timezone: 'WET' }, { forwardDate: true })
    if (!other) counts.generalNothing++
    else if (other.getTime() === due.getTime()) counts.generalRight++
    else counts.generalWrong++
  }
  console.info('seed 19, 500 lines:', counts, wrong)
  expect(wrong).toEqual([])
  expect(counts.right).toBeGreaterThan(400)
})

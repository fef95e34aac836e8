import { randomInt } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { decodeBytes } from '../procedure/decode.ts'
import { readRosterCsv } from './read-csv.ts'

const team = [
  { id: 'hana', name: 'Hana Mori' },
  { id: 'maria', name: 'Maria Fontes' },
  { id: 'other', name: 'Maria Duarte' },
  { id: 'tomas', name: 'Tomás Ibarra' },
]
const nowMs = Date.parse('2026-11-05T14:16:00Z')
const given = { team, timeZone: 'Europe/Lisbon', nowMs, there: [] }
const read = (text: string) => readRosterCsv(text, given)
const shift = (member: string, name: string, from: string, to: string, isLead = false) => ({
  ...{ member, name, isLead, from: `2026-${from}:00.000Z`, to: `2026-${to}:00.000Z` },
})

describe('[DU8] a roster out of a spreadsheet', () => {
  const hana = shift('hana', 'Hana Mori', '11-05T12:00', '11-05T17:00', true)
  it.each([
    ['commas', 'Name,Date,From,To,Lead\nHana Mori,2026-11-05,12:00,17:00,yes'],
    ['semicolons, another order', 'To;Lead;From;Who;Day\r\n17.00;x;12.00;hana mori;05.11.2026\r\n'],
    ['tabs', 'name\tday\tstart\tend\trole\nHana\t5 Nov\t12\t5 pm\tStaff lead'],
    ['quotes', '\ufeff"Name","Day","From","To","Lead"\n"Hana Mori","Thu, 5 November 2026","12h","17h00","1"'],
    ['day and month in words', 'Name,Day,From,To,Leads,Note\nHana,Nov 5,12:00:00,17:00,true,"a, ""b""\nc"'],
  ])('reads %s', (_, text) => {
    expect(read(text)).toEqual({ lines: [{ line: 2, shift: hana }] })
  })

  it('reads each encoding that a spreadsheet saves, and names without their accents', () => {
    const text = 'Name;Day;From;To\nTomás Ibarra;5.11.;9:00;18:00\nTomas;6.11.;22:00;6:00'
    const latin = Uint8Array.from([...text].map((sign) => sign.charCodeAt(0)))
    const wide = new Uint8Array(Buffer.from(`\ufeff${text}`, 'utf16le'))
    for (const bytes of [new TextEncoder().encode(text), latin, wide])
      expect(read(decodeBytes(bytes).text).lines.map(({ shift }) => shift)).toEqual([
        shift('tomas', 'Tomás Ibarra', '11-05T09:00', '11-05T18:00'),
        shift('tomas', 'Tomás Ibarra', '11-06T22:00', '11-07T06:00'),
      ])
  })

  it('says of each line that is not understood why, and leaves it out', () => {
    const rows = [
      'Hana,2026-11-05,9:00,12:00',
      'Maria,2026-11-05,9:00,12:00',
      'Nobody,2026-11-05,9:00,12:00',
      ',2026-11-05,9:00,12:00',
      'Hana,05/11/2026,9:00,12:00',
      'Hana,2026-02-30,9:00,12:00',
      'Hana,2026-11-05,nine,12:00',
      'Hana,2026-11-05,9:00,25:00',
      'Hana,2026-11-05,9:00,9:00',
      '',
      'Hana,2026-11-05,11:00,13:00',
      'Hana,2026-11-05,9:00,12:00',
      'Hana',
    ]
    const { lines } = read(`Name,Day,From,To\n${rows.join('\n')}`)
    expect(lines[0]!.shift).toEqual(shift('hana', 'Hana Mori', '11-05T09:00', '11-05T12:00'))
    expect(lines.slice(1).map(({ line, odd }) => `${line} ${odd}`)).toEqual([
      '3 “Maria” may be Maria Fontes or Maria Duarte. Write the whole name.',
      '4 Nobody of the team is called “Nobody”.',
      '5 It names nobody.',
      '6 “05/11/2026” may be two days. Write it as 2026-11-05 or 5 Nov.',
      '7 “2026-02-30” is no day, as 2026-11-05, 5 Nov or 05.11.2026.',
      '8 “nine” is no time to begin, as 9:00 or 14:30.',
      '9 “25:00” is no time to end, as 9:00 or 14:30.',
      '10 It begins and ends at the same time.',
      '12 Hana Mori is on duty then by a line above.',
      '13 It stands above already.',
      '14 “” is no day, as 2026-11-05, 5 Nov or 05.11.2026.',
    ])
  })

  it('says what is on the roster already, and who is on duty then by it', () => {
    const there = [{ member: 'hana', from: '2026-11-05T09:00:00Z', to: '2026-11-05T12:00:00Z' }]
    const rows = ['Hana,5 Nov,9,12', 'Hana,5 Nov,11,13', 'Hana,5 Nov,12,13'].join('\n')
    const { lines } = readRosterCsv(`Name,Day,From,To\n${rows}`, { ...given, there })
    expect(lines.map(({ odd }) => odd)).toEqual([
      'It is on the roster already.',
      'Hana Mori is on duty then by the roster.',
      undefined,
    ])
  })

  it('says what is missing where nothing can be read', () => {
    expect(read(' \n').problem).toMatch(/^Nothing is in it/)
    expect(read('Name,Day,From,To\n').problem).toMatch(/^Nothing is in it/)
    expect(read('Hana,2026-11-05,9:00,12:00').problem).toBe(
      'The first line has to name the columns. Not found: Name, Day, From, To.',
    )
  })

  it('takes the year that is nearest', () => {
    const { lines } = read('Name,Day,From,To\nHana,3 Jan,9,12\nHana,20 Oct,9,12')
    expect(lines.map((line) => line.shift?.from.slice(0, 10))).toEqual(['2027-01-03', '2026-10-20'])
  })

  it('reads any text whatever without an exception, in time that its length costs', () => {
    const signs = [
      '"',
      ';',
      ',',
      '\t',
      '\n',
      '\r',
      'Name',
      'Day',
      'From',
      'To',
      'Hana',
      '9:00',
      '5 Nov',
      'ü',
      '\ud800',
    ]
    let seed = Number(process.env.SEED ?? randomInt(2 ** 31))
    console.info(`SEED=${seed}`)
    const below = (most: number) => {
      seed = (seed * 48_271 + 11) % 2_147_483_647
      return seed % most
    }
    for (let turn = 0; turn < 500; turn++) {
      const parts = Array.from({ length: below(60) }, () => signs[below(signs.length)]!)
      const text = `Name,Day,From,To\n${parts.join('')}`
      expect(() => read(text), JSON.stringify(text)).not.toThrow()
      expect(() => read(parts.join('')), JSON.stringify(parts)).not.toThrow()
    }
    for (const sign of ['"', ',', '\n', '“', ' ', '1'])
      expect(read(`Name,Day,From,To\n${sign.repeat(500_000)}`).lines.length).toBeLessThanOrEqual(1_000)
  })
})

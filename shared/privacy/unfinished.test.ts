import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { findNames, NameList } from './mask.ts'
import type { Listed } from './sought.ts'
import { restMs, UnfinishedWords } from './unfinished.ts'

const people: Listed[] = [
  { name: 'Corvin Haldane', role: 'reported', aliases: ['Big Mike', 'the tall one'], badge: 'KX-4411' },
  { name: 'Zoë Quist', role: 'reporter', aliases: [], badge: null },
]
const names = new NameList(people, 'every-part')

/** What a screen for everybody would show of a text now. */
function shown(words: UnfinishedWords, text: string, nowMs = 0, key = 'a'): string {
  const holes = words.follow(new Map([[key, text]]), nowMs, names).get(key) ?? []
  const spots = [
    ...findNames(text, people, 'every-part').map(({ start, end }) => ({ start, end, with: '#' })),
    ...holes.map((hole) => ({ ...hole, with: '…' })),
  ].sort((a, b) => a.start - b.start)
  let out = ''
  let from = 0
  for (const { start, end, with: mark } of spots) {
    if (start < from) continue
    out += text.slice(from, start) + mark
    from = end
  }
  return out + text.slice(from)
}

/** Words of three letters and more that begin a listed name, or any word of one. */
const leaks = (text: string): string[] =>
  text.split(/[^\p{L}\p{N}]+/u).filter((word) => word.length >= 3 && names.mayBecomeName(word))

test('[RD1] a name that is typed letter by letter is never spelled out', () => {
  const words = new UnfinishedWords()
  for (const text of ['He saw Corvin Haldane there', 'with Big Mike, and 4411'])
    for (let end = 0; end <= text.length; end++)
      expect(leaks(shown(words, text.slice(0, end), end))).toEqual([])
  expect(shown(words, 'with Big Mike, and 4411 ', 50)).toBe('with #, and # ')
})

test('[RD1] also in front of words that stand already, and while it is deleted again', () => {
  const words = new UnfinishedWords()
  shown(words, ' was there')
  for (const typed of ['C', 'Co', 'Cor', 'Corv', 'Corvi', 'Corvin', 'Corvi', 'Corv', 'Cor'])
    expect(leaks(shown(words, `${typed} was there`))).toEqual([])
})

test('[RD1] a rest in the middle of a name does not show it; any other word is shown after a rest', () => {
  const words = new UnfinishedWords()
  expect(shown(words, 'the roo', 0)).toBe('the …')
  expect(shown(words, 'the room', 10)).toBe('the …')
  expect(shown(words, 'the room', 10 + restMs - 1)).toBe('the …')
  expect(shown(words, 'the room', 10 + restMs)).toBe('the room')
  expect(shown(words, 'the room hal', 20_000)).toBe('the room …')
  expect(shown(words, 'the room hal', 60_000)).toBe('the room …')
  expect(shown(words, 'the room half', 60_001)).toBe('the room …')
  expect(shown(words, 'the room half ', 60_002)).toBe('the room half ')
})

test('[RD1] what is typed elsewhere does not finish somebody else’s word', () => {
  const words = new UnfinishedWords()
  shown(words, 'first. second.')
  expect(shown(words, 'first Corv. second.', 1)).toBe('first …. second.')
  expect(shown(words, 'first Corv. second. x', 2)).toBe('first …. second. …')
  expect(leaks(shown(words, 'first Corv. second. xyz ', 9_000))).toEqual([])
})

describe('[RD6] what is finished is shown', () => {
  const ada: Listed[] = [{ name: 'Ada Idris', role: 'witness', aliases: [], badge: null }]
  const ofAda = new NameList(ada, 'every-part')
  const shownOf = (words: UnfinishedWords, text: string, nowMs: number) => {
    const holes = words.follow(new Map([['a', text]]), nowMs, ofAda).get('a') ?? []
    return holes.reduceRight((out, { start, end }) => `${out.slice(0, start)}…${out.slice(end)}`, text)
  }

  test('at once, when a keyboard or dictation writes whole words', () => {
    const words = new UnfinishedWords()
    shownOf(words, '', 0)
    expect(shownOf(words, 'I saw a man', 1)).toBe('I saw a …')
    expect(shownOf(words, 'I saw a man', restMs + 1)).toBe('I saw a man')
    expect(shownOf(words, 'I saw a man. It was I', restMs + 2)).toBe('I saw a man. It was …')
    expect(shownOf(words, 'I saw a man. It was I', 2 * restMs + 2)).toBe('I saw a man. It was I')
    expect(shownOf(words, 'I saw a man, and a. It was I', 9_000)).toBe('I saw a man, and …. It was I')
  })

  test('as one word after the other, also the last', () => {
    const words = new UnfinishedWords()
    let nowMs = 0
    for (const text of ['', 'I', 'I saw', 'I saw a']) {
      nowMs += 500
      shownOf(words, text, nowMs)
    }
    expect(shownOf(words, 'I saw a', nowMs + restMs)).toBe('I saw a')
    expect(shownOf(words, 'I saw an', nowMs + 2 * restMs)).toBe('I saw …')
    expect(shownOf(words, 'I saw an', nowMs + 3 * restMs)).toBe('I saw an')
  })

  test('what begins like a name only when its writer has rested, if it is finished', () => {
    const words = new UnfinishedWords()
    shownOf(words, '', 0)
    expect(shownOf(words, 'the idr file.', 1)).toBe('the … file.')
    expect(shownOf(words, 'the idr file.', restMs + 1)).toBe('the idr file.')
    expect(shownOf(words, 'the idr file. idr', 9_000)).toBe('the idr file. …')
    expect(shownOf(words, 'the idr file. idr', 99_000)).toBe('the idr file. …')
  })
})

test('[RD1] whatever several people type, delete and paste, no beginning of a name is shown while it is typed', () => {
  const piece = fc.constantFrom('corvin', 'Haldane', 'Zoë', 'quist', 'mike', 'room', 'saw', 'ok')
  const typing = fc.record({
    word: piece,
    at: fc.nat(1_000),
    isDeletedAfter: fc.boolean(),
    pauseMs: fc.nat(5_000),
  })
  fc.assert(
    fc.property(fc.array(typing, { minLength: 1, maxLength: 8 }), (typings) => {
      const words = new UnfinishedWords()
      let text = 'It was, after lunch. '
      let nowMs = 0
      expect(leaks(shown(words, text, nowMs))).toEqual([])
      for (const { word, at, isDeletedAfter, pauseMs } of typings) {
        // Between two words, as people write; what follows stands apart.
        const places = [...text.matchAll(/ /g)].map(({ index }) => index + 1)
        const place = places[at % places.length]!
        const rest = `${text[place] && text[place] !== ' ' ? ' ' : ''}${text.slice(place)}`
        const steps = [...word].map((_, index) => word.slice(0, index + 1))
        if (isDeletedAfter) steps.push(...steps.toReversed().slice(1))
        for (const step of steps) {
          text = text.slice(0, place) + step + rest
          nowMs += pauseMs
          expect(leaks(shown(words, text, nowMs))).toEqual([])
        }
        text = `${text.slice(0, place)}${isDeletedAfter ? 'so' : word} ${rest}`
        expect(leaks(shown(words, text, nowMs))).toEqual([])
      }
    }),
    { numRuns: 300 },
  )
})

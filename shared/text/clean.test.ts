import { expect, test } from 'vitest'
import { asOneLine, boundRuns, inLine } from './bounded.ts'
import { cleanLine, cleanText, fewOf, shortText } from './clean.ts'

test('[SY23] what is too long is not looked at any further', () => {
  let looks = 0
  const looked = shortText(3).refine(() => {
    looks += 1
    return true
  })
  expect(looked.safeParse('abcd').success).toBe(false)
  expect(looks).toBe(0)
  const item = shortText(3).refine(() => {
    looks += 1
    return true
  })
  expect(fewOf(item, 2).safeParse(['a', 'b', 'c']).success).toBe(false)
  expect(looks).toBe(0)
  expect(fewOf(item, 2).parse(['a', 'b'])).toEqual(['a', 'b'])
})

test('[SY23] no more than ten marks, joiners or parts of a syllable stand in a row', () => {
  for (const mark of ['\u0301', '\u200d', '\ufe0f', '\u1161', '\u11a8', '\u202e', '\u{e0061}'])
    expect([...boundRuns(`a${mark.repeat(50)}b`)]).toHaveLength(12)
  for (const honest of ['Nguyễn', '각', '\u1112\u1161\u11ab', '👩‍👩‍👧‍👦', '🏴󠁧󠁢󠁥󠁮󠁧󠁿', 'שִׁיר', 'क़िताब'])
    expect(boundRuns(honest)).toBe(honest)
})

test('what is longer in NFC is measured as it will be stored', () => {
  expect(cleanText(4).safeParse('\u0958\u0958').data).toBe('\u0915\u093c\u0915\u093c')
  expect(cleanText(4).safeParse('\u0958\u0958\u0958').success).toBe(false)
})

test('a line has no breaks and nothing that turns direction, and is empty when nothing is to be seen', () => {
  expect(cleanLine(40).parse(' Room\n2.14\u202e \u2067x\u200f\t')).toBe('Room 2.14 x')
  for (const unseen of ['\u200b', '\u3164', '\u2800 \u00ad', '\u0301', ' '])
    expect(cleanLine(40).parse(unseen)).toBe('')
  expect(asOneLine('می\u200cخواهم')).toBe('می\u200cخواهم')
})

test('words from right to left stand by themselves in a line, others are as they were', () => {
  expect(inLine('before keynote')).toBe('before keynote')
  expect(inLine('\u202eלפני')).toBe('\u2068לפני\u2069')
})

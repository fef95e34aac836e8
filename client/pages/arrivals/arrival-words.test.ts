import { describe, expect, it } from 'vitest'
import { askWords, letInWords, likeWords } from './arrival-words.ts'

describe('Asked about those who joined', () => {
  it('names each of a few, whose link it was, and the case', () => {
    expect(askWords(['Amara Diallo'], 'you', 'Juniper Lark')).toBe(
      'Amara Diallo joined by your link. Let in to Juniper Lark?',
    )
    expect(askWords(['Amara Diallo', 'Ben Okri'], 'Nkechi Adeyemi', 'Juniper Lark')).toBe(
      'Amara Diallo and Ben Okri joined by Nkechi’s link. Let in to Juniper Lark?',
    )
  })

  it('counts those beyond three, and names no maker where there are several', () => {
    expect(askWords(['A', 'B', 'C', 'D', 'E'], undefined, 'Juniper Lark')).toBe(
      'A, B, C and 2 more joined by links from this case. Let in to Juniper Lark?',
    )
  })

  it('says how many one press lets in', () => {
    expect([1, 2, 5].map(letInWords)).toEqual(['Let in', 'Let both in', 'Let all 5 in'])
  })

  it('says that a name is alike, not which', () => {
    expect(likeWords(['Jan Haldane'], 'Juniper Lark')).toBe(
      'Jan Haldane joined by a link. Look before you let them in to Juniper Lark: a name there is like theirs.',
    )
  })
})

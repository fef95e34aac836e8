import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { firstNameOf, initialsOf } from './initials.ts'

describe('initials', () => {
  test.each([
    ['Søren Holm', 'SH'],
    ['Tomás Ibarra', 'TI'],
    ['Nkechi', 'NK'],
    ['Li', 'LI'],
    ['Y', 'Y'],
    ['  hana   mori ', 'HM'],
    ['Ana María de la Cruz', 'AC'],
    ['O’Neill', 'ON'],
    ['Šárka', 'ŠÁ'],
    ['🦔 Maria Fontes 🦔', 'MF'],
    ['👩🏽‍🚀', '👩🏽‍🚀'],
    ['山田 太郎', '山太'],
    ['', '?'],
    ['   ', '?'],
  ])('of %j are %j', (name, initials) => expect(initialsOf(name)).toBe(initials))

  test('any string gives something to draw, without half characters', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (name) => {
        expect(initialsOf(name).length).toBeGreaterThan(0)
        expect(initialsOf(name).isWellFormed()).toBe(true)
        expect(firstNameOf(name).isWellFormed()).toBe(true)
      }),
    )
  })
})

test.each([
  ['Maria Fontes', 'Maria'],
  ['  Leilani  ', 'Leilani'],
  ['🦔 Dawit Bekele', 'Dawit'],
  ['', ''],
])('the first name of %j is %j', (name, first) => expect(firstNameOf(name)).toBe(first))

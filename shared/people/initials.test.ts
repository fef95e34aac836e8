import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { firstNameOf, initialsOf, presenceColour } from './initials.ts'

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

describe('presence colour', () => {
  test('is one of eight, always the same for a member, and free while one is free', () => {
    fc.assert(
      fc.property(fc.uuid(), fc.uniqueArray(fc.integer({ min: 1, max: 8 })), (member, taken) => {
        const colour = presenceColour(member)
        expect(colour).toBeGreaterThanOrEqual(1)
        expect(colour).toBeLessThanOrEqual(8)
        expect(presenceColour(member)).toBe(colour)
        const used = new Set(taken)
        const given = presenceColour(member, used)
        expect(used.has(given)).toBe(used.size === 8)
        if (!used.has(colour) || used.size === 8) expect(given).toBe(colour)
      }),
    )
  })

  test('all eight come up', () => {
    const ids = fc.sample(fc.uuid(), { numRuns: 400, seed: 7 })
    expect(new Set(ids.map((id) => presenceColour(id))).size).toBe(8)
  })
})

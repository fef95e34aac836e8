import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compareTasks, inOrder, isOrder, maxOrderChars, orderAfterAll, orderBetween } from './order.ts'

const junkOrKey = fc.oneof(
  fc.string({ maxLength: 12 }),
  fc.stringMatching(/^[a-zA-Z][0-9A-Za-z]{0,6}$/),
  fc.constantFrom(
    '',
    '0',
    'A00000000000000000000000000',
    'z'.repeat(27),
    'z'.repeat(200),
    'a0'.padEnd(20_000, 'V'),
  ),
)
const row = fc.record({ id: fc.uuid(), order: junkOrKey })
const sign = (value: number) => Math.sign(value) + 0

describe('moving rows', () => {
  test('a row put anywhere ends up there, however often rows are moved', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(), { maxLength: 60 }), (places) => {
        const keys: string[] = []
        for (const place of places) {
          const at = place % (keys.length + 1)
          keys.splice(at, 0, orderBetween(keys[at - 1] ?? null, keys[at] ?? null))
        }
        expect(keys).toEqual(
          keys.toSorted((a, b) => compareTasks({ id: '', order: a }, { id: '', order: b })),
        )
        expect(new Set(keys).size).toBe(keys.length)
      }),
    )
  })

  test('between two rows with the same key there is a place after both', () => {
    const key = orderBetween(null, null)
    expect(orderBetween(key, key) > key).toBe(true)
  })

  test('a new row comes after all', () => {
    fc.assert(
      fc.property(fc.array(row), (rows) => {
        const order = orderAfterAll(rows)
        expect(isOrder(order)).toBe(true)
        for (const other of rows) if (isOrder(other.order)) expect(order > other.order).toBe(true)
      }),
    )
  })
})

describe('whatever the keys are', () => {
  test('nothing throws, and what is drawn is always a usable key', () => {
    fc.assert(
      fc.property(fc.option(junkOrKey), fc.option(junkOrKey), (before, after) => {
        const drawn = orderBetween(before, after)
        if (drawn.length <= maxOrderChars) expect(isOrder(drawn)).toBe(true)
        expect(drawn.length).toBeLessThanOrEqual(2 * maxOrderChars)
        if (before !== null && isOrder(before)) expect(drawn > before).toBe(true)
      }),
    )
  })

  test('the order is total and stable: everybody sees the same list', () => {
    fc.assert(
      fc.property(row, row, row, (a, b, c) => {
        expect(sign(compareTasks(a, b))).toBe(sign(-compareTasks(b, a)))
        if (compareTasks(a, b) <= 0 && compareTasks(b, c) <= 0)
          expect(compareTasks(a, c)).toBeLessThanOrEqual(0)
        if (a.id !== b.id) expect(compareTasks(a, b)).not.toBe(0)
      }),
    )
    fc.assert(
      fc.property(fc.uniqueArray(row, { selector: (one) => one.id }), (rows) => {
        expect(inOrder(rows.toReversed())).toEqual(inOrder(rows))
      }),
    )
  })

  test('junk comes last', () => {
    const rows = ['', 'Ω', 'a1', 'a', 'a0', '!', 'a10'].map((order, at) => ({ id: `${at}`, order }))
    expect(inOrder(rows).map((one) => one.order)).toEqual(['a0', 'a1', '', '!', 'a', 'a10', 'Ω'])
  })
})

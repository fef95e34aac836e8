import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createPlaces, type Guest } from './places.ts'

type Named = Guest & { name: string }
const most = { perAddress: 3, perMember: 2, strangers: 5 }
const named = (name: string, isBusy = false): Named => ({ name, isBusy })

function open() {
  const gone: string[] = []
  const places = createPlaces<Named>(most, ({ name }) => gone.push(name))
  return { places, gone }
}

test('[DR1] where strangers of one address are too many, the oldest that nobody answers goes', () => {
  const { places, gone } = open()
  for (const guest of [named('busy', true), named('old'), named('newer')]) places.asStranger(guest, 'a')
  expect(places.isFull('a')).toBe(true)
  places.asStranger(named('newest'), 'a')
  expect(gone).toEqual(['old'])
  places.asStranger(named('elsewhere'), 'b')
  expect(gone).toEqual(['old'])
})

test('[DR1] a member has their own places, and those beyond are a stranger’s', () => {
  const { places, gone } = open()
  const hers = [named('1'), named('2'), named('3')]
  expect(hers.map((one) => places.asMember(one, 'hana'))).toEqual([true, true, false])
  for (let n = 0; n < 40; n++) places.asStranger(named(`stranger ${n}`), n % 2 ? 'a' : 'b')
  expect(gone.filter((name) => !name.startsWith('stranger'))).toEqual([])
  places.leave(hers[0]!)
  expect(places.asMember(hers[2]!, 'hana')).toBe(true)
})

test('[DR1] whatever comes and goes: nobody is too many, whoever just came stays, members stay', () => {
  const act = fc.record({
    who: fc.nat(25),
    is: fc.constantFrom('stranger', 'member', 'leaves'),
    from: fc.constantFrom(undefined, 'a', 'b', 'c'),
    isBusy: fc.boolean(),
  })
  fc.assert(
    fc.property(fc.array(act, { maxLength: 200 }), (acts) => {
      const where = new Map<Named, string>()
      const places = createPlaces<Named>(most, (guest) => {
        expect(where.get(guest)).toMatch(/^at /)
        where.delete(guest)
      })
      const guests = Array.from({ length: 26 }, (_, n) => named(String(n)))
      for (const { who, is, from, isBusy } of acts) {
        const guest = guests[who]!
        guest.isBusy = isBusy
        if (is === 'leaves') {
          places.leave(guest)
          where.delete(guest)
        } else if (is === 'stranger') {
          where.set(guest, `at ${from}`)
          places.asStranger(guest, from)
          expect(where.has(guest)).toBe(true)
        } else if (places.asMember(guest, from ?? 'd')) where.set(guest, `member ${from ?? 'd'}`)
        const seated = [...where.values()]
        const count = (place: string) => seated.filter((one) => one === place).length
        for (const address of ['a', 'b', 'c']) {
          expect(count(`at ${address}`)).toBeLessThanOrEqual(most.perAddress)
          expect(count(`member ${address}`)).toBeLessThanOrEqual(most.perMember)
        }
        expect(seated.filter((one) => one.startsWith('at ')).length).toBeLessThanOrEqual(most.strangers)
      }
    }),
  )
})

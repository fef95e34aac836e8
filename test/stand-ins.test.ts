// Whoever is not named is called the same on the case page, on the room display and in every mask.

import { expect, it } from 'vitest'
import type { PersonInCase, PersonRole } from '#shared/http/cases.ts'
import type { PersonId } from '#shared/ids.ts'
import { maskNames, NameList } from '#shared/privacy/mask.ts'
import { chipOf, listedOf, type PersonHere, sayRole } from '../client/pages/case/view/names.ts'
import { maskBlock } from '../server/display/masked.ts'

const person = (id: string, name: string, role: PersonRole): PersonInCase => ({
  ...{ id: id as PersonId, name, role },
  ...{ aliases: [], badge: null, memberId: null },
})
const people = [
  person('a', 'Corvin Haldane', 'reported'),
  person('b', 'Jun Avelar', 'witness'),
  person('c', 'Ada Quist', 'reported'),
]
const calledEverywhere = ['Reported person 1', 'Witness', 'Reported person 2']
const small = (title: string) => title.charAt(0).toLowerCase() + title.slice(1)

it('[RN8] the lists of the case page, its hidden chips, the room display and every mask say the same', () => {
  expect(people.map((one) => sayRole(one, people))).toEqual(calledEverywhere)
  const hidden = { people, members: [], isHidden: true }
  const chips = people.map(({ id }) => chipOf({ id, kind: 'person' }, hidden).name)
  expect(chips).toEqual(calledEverywhere.map(small))
  const names = new NameList(people, 'every-part')
  const inlines = people.flatMap(({ id, name }) => [
    { is: 'mention' as const, kind: 'person' as const, id },
    { is: 'text' as const, text: ` ${name} `, isBold: false },
  ])
  const block = { key: '1', mark: 'none' as const, depth: 0, inlines }
  const { pieces } = maskBlock(block, [], { people, names, staff: new Map(), isShown: false })
  const shown = pieces.flatMap((piece) => ('chip' in piece ? [piece.chip] : []))
  expect(shown).toEqual(calledEverywhere.flatMap((title) => [title, title]))
  const masked = maskNames(people.map(({ name }) => name).join(', '), people)
  expect(masked).toBe(calledEverywhere.map(small).join(', '))
})

it('[RN8] somebody whose entry is damaged keeps their role and counts', () => {
  const damaged: PersonHere = {
    ...{ id: 'd' as PersonId, role: 'reported', memberId: null },
    isDamaged: true,
  }
  const all = [damaged, ...people]
  expect(sayRole(damaged, all)).toBe('Reported person 1, name damaged')
  expect(sayRole(damaged, [damaged])).toBe('Reported person, name damaged')
  const seen = chipOf({ id: 'd', kind: 'person' }, { people: all, members: [], isHidden: false })
  expect(seen).toEqual({ name: 'reported person 1', role: 'name damaged', isMasked: true })
  expect(maskNames('Corvin and Ada', listedOf(all))).toBe('reported person 2 and reported person 3')
})

it('nobody is named before it is known who is listed', () => {
  const unknown = { people: undefined, members: [], isHidden: false }
  expect(chipOf({ id: 'a', kind: 'person' }, unknown).name).toBe('…')
})

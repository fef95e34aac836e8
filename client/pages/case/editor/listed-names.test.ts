import { describe, expect, test } from 'vitest'
import type { PersonId } from '#shared/ids.ts'
import { endsAName, findListedName } from './listed-names.ts'

const person = (id: string, name: string, more: { aliases?: string[]; badge?: string } = {}) => ({
  id: id as PersonId,
  name,
  aliases: more.aliases ?? [],
  badge: more.badge ?? null,
})
const people = [
  person('corvin', 'Corvin Haldane', { aliases: ['Corvin'], badge: '1127' }),
  person('imani', 'Imani Strand'),
  person('jun', 'Jun Avelar', { aliases: ['Strand'] }),
]

describe('[E1] typing a listed name in full', () => {
  test.each([
    ['then Corvin Haldane', 'corvin', 14],
    ['then corvin', 'corvin', 6],
    ['badge 1127', 'corvin', 4],
    ['Imani Strand', 'imani', 12],
    ['(Strand', 'jun', 6],
  ])('%s', (before, id, chars) => {
    expect(findListedName(before, people)).toEqual({ id, chars })
  })

  test.each(['Corvi', 'McCorvin', '21127', 'grandstrand', ''])('“%s” is nobody', (before) => {
    expect(findListedName(before, people)).toBeUndefined()
  })

  test('two people listed under the same words are never guessed between', () => {
    const twins = [person('a', 'Robin Vale'), person('b', 'Robin Vale')]
    expect(findListedName('Robin Vale', twins)).toBeUndefined()
  })

  test('a space or punctuation ends a name, a letter does not', () => {
    expect([' ', ',', '.', '’', ')'].every(endsAName)).toBe(true)
    expect(['a', '7', 'é', ''].some(endsAName)).toBe(false)
  })
})

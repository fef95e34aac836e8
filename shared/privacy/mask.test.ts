import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { maskNames } from './mask.ts'
import { isSameName, type Listed } from './sought.ts'
import { roleWords } from './stand-ins.ts'

const person = (name: string, more: Partial<Listed> = {}): Listed => ({
  name,
  role: 'other',
  aliases: [],
  badge: null,
  ...more,
})

const corvin = person('Corvin Haldane', {
  role: 'reported',
  aliases: ['CJ', 'the camera man'],
  badge: 'A-113',
})
const imani = person('Imani Strand', { role: 'reporter' })
const people = [corvin, imani, person('Jun Avelar', { role: 'witness' })]

describe('[G1] names give way to roles', () => {
  test.each([
    ['Ask Corvin Haldane to leave', 'Ask reported person to leave'],
    ['Ask Corvin to leave, tell Imani', 'Ask reported person to leave, tell reporter'],
    ['CORVIN hit; haldane’s talk', 'reported person hit; reported person’s talk'],
    ['Córvin and Jun met', 'reported person and witness met'],
    ['the camera man, badge A-113 (cj)', 'reported person, badge reported person (reported person)'],
    ['mail to @corvinhaldane or corvin_haldane', 'mail to @reported person or reported person'],
    ['Cor\u00ADvin', 'reported person'],
  ])('%s', (text, masked) => expect(maskNames(text, people)).toBe(masked))

  test('only whole words are names', () => {
    for (const text of ['Junior staff in June', 'strandline', 'A-1134', 'a camera man'])
      expect(maskNames(text, people)).toBe(text)
  })

  test('a short part of a name is one, too; where it is a word as well, only written like a name', () => {
    const li = person('Bo Li', { role: 'witness' })
    expect(maskNames('Bo Li saw it, bo did', [li])).toBe('witness saw it, witness did')
    const an = person('An Do', { role: 'witness' })
    expect(maskNames('So I do: ask An about an hour', [an])).toBe('So I do: ask witness about an hour')
  })

  test('the longest name wins, wherever it stands', () => {
    const two = [person('Ann Lee', { role: 'witness' }), person('Lee Marvin Gray', { role: 'reported' })]
    expect(maskNames('Ann Lee Marvin Gray', two)).toBe('witness reported person')
  })

  test('a name of two people with different roles says neither', () => {
    const two = [corvin, person('Ada Haldane', { role: 'affected' })]
    expect(maskNames('Haldane asked; Ada Haldane', two)).toBe('other person asked; affected person')
  })

  test('people of the same role are told apart by number, but not by a name that they share', () => {
    const two = [corvin, person('Ada Haldane', { role: 'reported' })]
    expect(maskNames('Corvin, then Ada', two)).toBe('reported person 1, then reported person 2')
    expect(maskNames('Haldane asked', two)).toBe('reported person asked')
    expect(maskNames('Haldane asked', [...two, person('Bo Haldane')])).toBe('other person asked')
  })

  test('names in scripts without spaces are found inside a sentence', () => {
    const tanaka = person('田中 太郎', { role: 'witness' })
    expect(maskNames('昨日田中さんが見た', [tanaka])).toBe('昨日 witness さんが見た')
    expect(maskNames('김민수가 왔다', [person('김민수', { role: 'reporter' })])).toBe('reporter 가 왔다')
  })

  test('letters without an accent to take off', () => {
    const soren = person('Søren Straße', { role: 'witness' })
    expect(maskNames('Soren STRASSE', [soren])).toBe('witness')
  })
})

const name = fc
  .array(fc.stringMatching(/^[a-zà-öø-ÿ]{3,8}$/), { minLength: 1, maxLength: 3 })
  .filter(
    (parts) => !Object.values(roleWords).some((words) => words.split(' ').some((w) => parts.includes(w))),
  )
  .map((parts) => parts.join(' '))
const listed = fc.record({
  name,
  role: fc.constantFrom(...(Object.keys(roleWords) as Listed['role'][])),
  aliases: fc.array(name, { maxLength: 2 }),
  badge: fc.option(fc.stringMatching(/^[A-Z]?[0-9]{2,5}$/)),
})
const fold = (text: string) =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)

describe('[G1] for any text and any list', () => {
  test('no listed part remains as a whole word', () => {
    const sentence = fc.array(listed, { minLength: 1, maxLength: 4 }).chain((list) => {
      const words = list.flatMap((one) => [
        one.name,
        ...one.name.split(' '),
        ...one.aliases,
        one.badge ?? '-',
      ])
      const piece = fc.oneof(fc.constantFrom(...words), fc.lorem({ maxCount: 1 }), fc.constant('ÉTÉ'))
      const joint = fc.constantFrom(' ', ', ', '. ', '\n', ' (', '’s ', '/', ' – ')
      const text = fc.array(fc.tuple(piece, joint)).map((pairs) => pairs.flat().join(''))
      return fc.tuple(fc.constant(list), text)
    })
    fc.assert(
      fc.property(sentence, ([list, text]) => {
        for (const shout of [text, text.toUpperCase()]) {
          const left = new Set(fold(maskNames(shout, list)))
          for (const one of list)
            for (const part of [...fold(one.name), ...(one.badge ? [one.badge.toLowerCase()] : [])])
              if (!/[æøðþ]/.test(part)) expect(left).not.toContain(part)
        }
      }),
    )
  })

  test('text that names nobody is unchanged', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => maskNames(text, []) === text))
    const nobody = [person('Qqqqq Zzzzz', { badge: '99887766', aliases: ['', '!!'] })]
    fc.assert(fc.property(fc.lorem({ mode: 'sentences' }), (text) => maskNames(text, nobody) === text))
  })

  test('never throws, not even on half a surrogate pair', () => {
    const junk = fc.string({ unit: 'binary' })
    const anybody = fc.record({
      name: junk,
      role: fc.constantFrom('witness' as const, 'other' as const),
      aliases: fc.array(junk),
      badge: fc.option(junk),
    })
    fc.assert(
      fc.property(
        junk,
        fc.array(anybody),
        (text, list) => typeof maskNames(`${text}\ud800`, list) === 'string',
      ),
    )
  })
})

describe('[N2] the same name', () => {
  test.each([
    ['Hana Okafor', 'hana  OKAFOR', true],
    ['Tomás Rivera', 'Tomas Rivera', true],
    ['Hana', 'Hana Okafor', false],
    ['', '', false],
    ['!', '?', false],
  ])('%s and %s: %s', (a, b, same) => expect(isSameName(a, b)).toBe(same))
})

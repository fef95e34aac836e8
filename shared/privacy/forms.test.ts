import { describe, expect, test } from 'vitest'
import { maskNames } from './mask.ts'

const masked = (name: string, text: string, more: { aliases?: string[]; badge?: string } = {}) =>
  maskNames(text, [{ name, role: 'witness', aliases: more.aliases ?? [], badge: more.badge ?? null }])

describe('[RD4] a listed name is found in the form in which it is written', () => {
  test.each([
    ['Jo Park', 'Then Jo said it was late and jo left us.', 'Then # said it was late and # left us.'],
    [
      'Ed Wu',
      "Then Ed went out, Wu came to us. Ed's bag, Wus bag",
      "Then # went out, # came to us. #'s bag, # bag",
    ],
    ['Ng Wei', 'Ng said so. NG too. Wei too.', '# said so. # too. # too.'],
    ['Al Ito', 'Al and Ito met al dente', '# and # met al dente'],
    [
      'Corvin Haldane',
      'Then Corvins camera and the Haldanes talk was on, corvins too',
      'Then # camera and the # talk was on, # too',
    ],
    ['Jean-Luc Mbeki', 'Mbekis talk, Jean-Lucs slides', '# talk, # slides'],
    [
      'Ольга Петрова',
      'Тогда Ольгу видели, сказали Петровой это. С Ольгой, Петрову',
      'Тогда # видели, сказали # это. С #, #',
    ],
    ['Дмитрий Белый', 'с Дмитрием и Белым, Дмитрия', 'с # и #, #'],
    ['Tomáš Novák', 'mluvil s Tomášem Novákem, Tomášovi, Nováka', 'mluvil s #, #, #'],
    ['Pavel Marek', 'viděli Pavla i Marka', 'viděli # i #'],
    ['Jan Kowalski', 'o Janie Kowalskim, Kowalskiego', 'o #, #'],
    ['Kaisa Niemi', 'Kaisalle sanottiin, Niemeltä, kaisalta', '# sanottiin, #, #'],
    ['Aino Virtanen', 'Virtaselle, Ainosta', '#, #'],
    ['Ayşe Yılmaz', "Ayşe'nin, Yılmazdan", "#'nin, #"],
    ['Nagy Anna', 'Annával, Nagynak', '#, #'],
    ['Γιώργος Παππάς', 'τον Γιώργο, του Παππά', 'τον #, του #'],
    ['أحمد منصور', 'قال وأحمد لمنصور', 'قال # #'],
    ['דנה לוי', 'אמרה לדנה', 'אמרה #'],
  ])('%s in %j', (name, text, wanted) =>
    expect(masked(name, text).replaceAll('witness', '#')).toBe(wanted.replaceAll('# #', '#')),
  )

  test.each([
    ['Corvin Haldane', 'Corvin HaldaneReporter14:30', 'witness Reporter14:30'],
    ['Corvin Haldane', 'nameCorvinRoom 2', 'name witness Room 2'],
    ['Corvin Haldane', 'HALDANECorvin, CorvinHaldane, Haldane7', 'witness, witness, witness 7'],
    ['Kai Mc Donald', 'McDonald, McDonalds', 'witness, witness'],
    ['Kai Mcdonald', 'McDonald and mcdonald', 'witness and witness'],
  ])('glued together by a paste: %s in %j', (name, text, wanted) => expect(masked(name, text)).toBe(wanted))

  test('badges keep to their numbers, glued or not', () => {
    const badge = { badge: 'KX-4411' }
    expect(masked('Q', 'KX4411, kx-4411Room, KX-44119', badge)).toBe('witness, witness Room, KX-44119')
  })

  test.each(['\u02bc', '\u02bb', '\u2019', "'"])('an apostrophe of any kind: %j', (sign) =>
    expect(masked("Siobhán O'Dea", `O${sign}Dea saw it, ODea, Siobhan`)).toBe(
      'witness saw it, witness, witness',
    ),
  )

  test.each(['\u2068', '\u2069', '\u200e', '\u202a', '\u061c', '\u00ad', '\ufeff', '\u180e'])(
    'around marks that cannot be seen: %j',
    (mark) => expect(masked('Maria Fontes', `ask Ma${mark}ria${mark} please`)).toBe('ask witness please'),
  )

  test('in letters of full width', () => expect(masked('Maria Fontes', 'ask Ｍａｒｉａ')).toBe('ask witness'))

  test.each([
    ['Jun Mar', 'Junior staff in June and March'],
    ['Strand', 'strandline'],
    ['Rob Price', 'robust'],
    ['Ann Bo', 'anna said, announce about a boy'],
    ['Jo', 'join us, job'],
    ['Eva Lin', 'everybody in a line, evening'],
  ])('and %s is not in %j', (name, text) => expect(masked(name, text)).toBe(text))
})

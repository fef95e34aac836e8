import { describe, expect, it } from 'vitest'
import { findNamed, type Mention } from './naming.ts'

const team = [
  { id: 'Tomás', names: ['Tomás Ibarra', 'Tomás Quill'], role: 'coordinator' as const },
  { id: 'Nkechi', names: ['Nkechi Adeyemi'], role: 'chair' as const },
  { id: 'Maria', names: ['Maria Fontes'], role: 'staff' as const },
  { id: 'Søren', names: ['Søren Holm'], role: 'staff' as const },
  { id: 'Tanaka', names: ['田中 太郎'], role: 'staff' as const },
  { id: 'Olga', names: ['Ольга Петрова'], role: 'staff' as const },
]
const namedBy = (words: string, is: Mention['is'] = 'who') =>
  [...findNamed([{ words, is }], team)].map(([{ id }, naming]) => `${id} ${naming}`)

describe('[WM20] named in full, where it says who', () => {
  it.each([
    'Tomás Ibarra',
    'TOMAS  IBARRA',
    'Ibarra, Tomás',
    'Tomás Ibarra (coordinator, badge 214)',
    'It was Tomás Ibarra',
    'the coordinator Tomás Ibarra',
    'Tomás Quill',
    'Corvin Haldane and Tomás Ibarra',
    'somebody tall\nTomás Ibarra',
  ])('%s', (words) => expect(namedBy(words)).toContain('Tomás full'))

  it('without spaces, and in another script', () => {
    expect(namedBy('田中太郎')).toEqual(['Tanaka full'])
    expect(namedBy('Ольга Петрова')).toEqual(['Olga full'])
  })
})

describe('[WM20] likely named, where it says who', () => {
  it.each([
    ['Tomás likely', 'Tomás'],
    ['Tomás likely', 'tomas from the desk'],
    ['Tomás likely', 'Tomás the coordinator'],
    ['Tomás likely', 'Tomas Ibara'],
    ['Tomás likely', 'Tomsá Ibarra'],
    ['Tomás likely', 'Romás Ibarra'],
    ['Tomás likely', 'Tomás I.'],
    ['Tomás likely', 'T. Ibarra'],
    ['Tomás likely', 'Tom'],
    ['Tomás likely', 'Tom Ibarra'],
    ['Tomás likely', 'Tomás Javier Ibarra'],
    ['Tomás likely', 'a friend of Tomás Ibarra'],
    ['Tomás likely', 'tomas.ibarra@example.org'],
    ['Tomás likely', '@tomasibarra'],
    ['Tomás likely', 'Tomášem Ibarrou'],
    ['Nkechi likely', 'the chair'],
    ['Nkechi likely', 'Nkechi'],
    ['Søren likely', 'Soeren Holm'],
    ['Tanaka likely', '田中さん'],
    ['Olga likely', 'Ольгу Петрову'],
  ])('%s by %s', (who, words) => expect(namedBy(words)).toEqual([who]))
})

describe('[WM20] likely named in an account, or among others', () => {
  it.each([
    'Then Tomás Ibarra came to the desk.',
    'Then Tomas Ibara came to the desk.',
    'Tomás, your coordinator, laughed.',
  ])('%s', (words) => expect(namedBy(words, 'text')).toEqual(['Tomás likely']))
  it('who else was there is asked about', () => {
    expect(namedBy('Tomás Ibarra', 'others')).toEqual(['Tomás likely'])
  })
  it('somebody else listed is meant by their whole name, and may be by one that is like it', () => {
    expect(namedBy('Tomás Ibarra', 'listed')).toEqual(['Tomás full'])
    expect(namedBy('Tomas Ibara', 'listed')).toEqual(['Tomás likely'])
    expect(namedBy('Tomás, coordinator', 'listed')).toEqual(['Tomás likely'])
  })
})

describe('[WM20] not named', () => {
  it.each([
    ['who', 'Corvin Haldane'],
    ['who', 'Maria Rossi, badge 7'],
    ['who', 'Tomás Novák'],
    ['who', 'the one with the hat'],
    ['who', ''],
    ['text', 'Maria walked with her, and Tomás stood by.'],
    ['text', 'The chair fell over. He shouted.'],
    ['others', 'two people from a sponsor'],
    ['others', 'Maria'],
    ['listed', 'Maria'],
  ] as const)('%s: %s', (is, words) => expect(namedBy(words, is)).toEqual([]))
})

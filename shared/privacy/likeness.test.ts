import { describe, expect, it } from 'vitest'
import { alikeAmong } from './likeness.ts'

const known = [
  { name: 'Corvin Haldane', aliases: ['Cory', 'the one with the hat'] },
  { name: 'Ada Wren', aliases: [] },
  { name: '王芳', aliases: [] },
]
const alike = (name: string, email = 'x1@example.org') =>
  alikeAmong({ name, email }, known).map((one) => one.name)

describe('A newcomer who is called like somebody in the case', () => {
  it.each([
    ['the same name, however it is written', 'CORVIN  háldane'],
    ['a part of it', 'Jan Haldane'],
    ['an alias', 'Cory B.'],
  ])('by %s', (_, name) => expect(alike(name)).toEqual(['Corvin Haldane']))

  it.each(['corvin.haldane7@example.org', 'CorvinHaldane@example.org', 'c-haldane@example.org'])(
    'by the address %s',
    (email) => expect(alike('C.', email)).toEqual(['Corvin Haldane']),
  )

  it('by a name that is written without spaces', () => expect(alike('王芳')).toEqual(['王芳']))

  it.each([
    ['another name', 'Amara Diallo', 'amara@example.org'],
    ['a common word of an alias', 'The With', 'with@example.org'],
    ['the part of an address behind the @', 'Amara Diallo', 'amara@haldane.example'],
    ['no name at all', '', ''],
  ])('not by %s', (_, name, email) => expect(alike(name, email)).toEqual([]))
})

import { describe, expect, it } from 'vitest'
import type { CaseCard } from '#shared/http/cases.ts'
import type { Member } from '#shared/http/people.ts'
import { type Command, findResults, matches } from './palette-results.ts'

const card = (codeName: string) => ({ id: codeName, codeName }) as unknown as CaseCard
const member = (name: string) => ({ id: name, name }) as unknown as Member
const command = (label: string): Command => ({ id: label, label, run: () => {} })

const find = (typed: string) =>
  findResults(typed, {
    cases: [card('Amber Heron'), card('Quiet Maple')],
    members: [member('Tomás Ibarra'), member('Maria Fontes')],
    commands: [command('Board'), command('New report')],
    commandsIn: () => [command('Join meeting')],
  }).map((group) => `${group.title}: ${group.results.map((result) => result.label).join(', ')}`)

describe('The palette', () => {
  it('finds a case by the beginning of either word, and what can be done in it', () => {
    expect(find('amb')).toEqual(['Cases: Amber Heron', 'Do in Amber Heron: Join meeting'])
    expect(find('heron a')).toEqual(['Cases: Amber Heron', 'Do in Amber Heron: Join meeting'])
  })

  it('finds Tomás by his name without the accent', () => {
    expect(find('tomas')).toEqual(['Staff: Tomás Ibarra'])
  })

  it('shows cases and commands before anything is typed, and no staff', () => {
    expect(find('  ')).toEqual(['Cases: Amber Heron, Quiet Maple', 'Do: Board, New report'])
  })

  it('finds nothing in the middle of a word', () => {
    expect(matches('Amber Heron', 'eron')).toBe(false)
    expect(find('zebra')).toEqual([])
  })
})

import { describe, expect, it } from 'vitest'
import { standInFor, standInTitle } from './stand-ins.ts'

const listed = (...roles: ('reporter' | 'witness' | 'reported')[]) => roles.map((role) => ({ role }))

describe('[RN8] what stands for somebody without a name', () => {
  it('is their role alone where there is no other of it', () => {
    const people = listed('witness', 'reported')
    expect(people.map((one) => standInFor(one, people))).toEqual(['witness', 'reported person'])
    expect(standInTitle(people[1]!, people)).toBe('Reported person')
  })

  it('has a number where there are several, whatever the role, in the order in which they were listed', () => {
    const people = listed('reported', 'witness', 'reported', 'reporter', 'witness')
    expect(people.map((one) => standInTitle(one, people))).toEqual([
      'Reported person 1',
      'Witness 1',
      'Reported person 2',
      'Reporter',
      'Witness 2',
    ])
  })
})

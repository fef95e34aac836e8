import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { caseActions, eventActions, mayInCase, mayInEvent, type Role, roles } from './rules.ts'

const allowedInEvent = (role: Role) => eventActions.filter((action) => mayInEvent(role, action))
const allowedInCase = (role: Role, level: 'lead' | 'write' | 'read' | 'none') =>
  caseActions.filter((action) => mayInCase({ role, level }, action))

describe('in the event', () => {
  test('the chair may do all of it', () => expect(allowedInEvent('chair')).toEqual([...eventActions]))
  test('coordinators invite, adopt a procedure and edit the roster', () =>
    expect(allowedInEvent('coordinator')).toEqual(['invite', 'adopt-procedure', 'edit-roster']))
  test('staff change nothing about the event', () => expect(allowedInEvent('staff')).toEqual([]))
})

describe('in a case', () => {
  test('the lead may do all of it, whatever their role', () => {
    for (const role of roles) expect(allowedInCase(role, 'lead')).toEqual([...caseActions])
  })
  test('staff with write work on the record and hold meetings, but do not run the case', () =>
    expect(allowedInCase('staff', 'write')).toEqual([
      'read',
      'write',
      'start-meeting',
      'end-meeting',
      'answer-own-task',
    ]))
  test('chair and coordinators with write also change access, people and stage; names in the room are the lead’s', () => {
    const allButNames = caseActions.filter((action) => action !== 'show-names')
    expect(allowedInCase('chair', 'write')).toEqual(allButNames)
    expect(allowedInCase('coordinator', 'write')).toEqual(allButNames)
  })
  test('read changes nothing but the answer to one’s own task, even for the chair', () => {
    for (const role of roles) expect(allowedInCase(role, 'read')).toEqual(['read', 'answer-own-task'])
  })
  test('without a level nothing is allowed, even to the chair', () => {
    for (const role of roles) expect(allowedInCase(role, 'none')).toEqual([])
  })
  test('each level allows what the one below it does: none, read, write, lead', () => {
    fc.assert(
      fc.property(fc.constantFrom(...roles), fc.constantFrom(...caseActions), (role, action) => {
        const ladder = (['none', 'read', 'write', 'lead'] as const).map((level) =>
          mayInCase({ role, level }, action),
        )
        expect(ladder).toEqual(ladder.toSorted((a, b) => Number(a) - Number(b)))
      }),
    )
  })
})

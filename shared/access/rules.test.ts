import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  caseActions,
  eventActions,
  type Heir,
  mayInCase,
  mayInEvent,
  mayInviteAs,
  mayRecover,
  nextLead,
  type Role,
  roles,
} from './rules.ts'

const allowedInEvent = (role: Role) => eventActions.filter((action) => mayInEvent(role, action))
const allowedInCase = (role: Role, level: 'lead' | 'write' | 'read' | 'none') =>
  caseActions.filter((action) => mayInCase({ role, level }, action))

describe('in the event', () => {
  test('the chair may do all of it', () => expect(allowedInEvent('chair')).toEqual([...eventActions]))
  test('coordinators invite, make ways back in, adopt a procedure and edit the roster', () =>
    expect(allowedInEvent('coordinator')).toEqual([
      'invite',
      'recover-member',
      'adopt-procedure',
      'edit-roster',
    ]))
  test('[AC2] a chair makes a way back in for everybody, a coordinator for staff alone, staff for nobody', () => {
    const mayMakeFor = (role: Role) => roles.filter((of) => mayRecover(role, of))
    expect(mayMakeFor('chair')).toEqual([...roles])
    expect(mayMakeFor('coordinator')).toEqual(['staff'])
    expect(mayMakeFor('staff')).toEqual([])
  })
  test('[WM12] chairs and coordinators are invited by the chair alone, staff by coordinators too', () => {
    const mayInvite = (role: Role) => roles.filter((invited) => mayInviteAs(role, invited))
    expect(mayInvite('chair')).toEqual([...roles])
    expect(mayInvite('coordinator')).toEqual(['staff'])
    expect(mayInvite('staff')).toEqual([])
  })
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
      'let-back-in',
      'answer-own-task',
    ]))
  test('chair and coordinators with write also change access, people and stage; names in the room are the lead’s', () => {
    const allButNames = caseActions.filter((action) => !['show-names', 'take-procedure'].includes(action))
    expect(allowedInCase('chair', 'write')).toEqual(allButNames)
    expect(allowedInCase('coordinator', 'write')).toEqual(allButNames)
  })
  test('read changes nothing but the answer to one’s own task, even for the chair, and is one word of two to let somebody back in', () => {
    for (const role of roles)
      expect(allowedInCase(role, 'read')).toEqual(['read', 'let-back-in', 'answer-own-task'])
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

describe('[WM10] who leads next', () => {
  const heirs = fc.array(
    fc.record({
      role: fc.constantFrom(...roles),
      level: fc.constantFrom('lead', 'write', 'read', 'none'),
      isAsked: fc.boolean(),
      isExcluded: fc.boolean(),
      wasThere: fc.boolean(),
    }) satisfies fc.Arbitrary<Heir>,
  )
  const isOn = ({ level }: Heir) => level !== 'none'
  const mayBe = (heir: Heir) => !heir.isExcluded && (isOn(heir) || (heir.wasThere && heir.role !== 'staff'))

  test('somebody, whenever somebody may; never one who is excluded, nor who came later', () => {
    fc.assert(
      fc.property(heirs, (team) => {
        const next = nextLead(team)
        expect(next !== undefined).toBe(team.some(mayBe))
        if (next) expect(mayBe(next)).toBe(true)
      }),
    )
  })

  test('nobody new is shown a case while anybody is left who may open it, or was asked', () => {
    fc.assert(
      fc.property(heirs, (team) => {
        const next = nextLead(team)
        const free = team.filter((one) => !one.isExcluded && isOn(one))
        if (next && free.length > 0) expect(isOn(next)).toBe(true)
        if (next && free.some((one) => !one.isAsked)) expect(next.isAsked).toBe(false)
      }),
    )
  })

  test('among those who may open it: the chair, a coordinator, who writes, who reads; the longest there first', () => {
    const one = (role: Role, level: Heir['level'], name: string) => {
      return { role, level, name, isAsked: false, isExcluded: false, wasThere: true }
    }
    const line = [
      one('staff', 'read', 'reads'),
      one('staff', 'write', 'writes'),
      one('staff', 'write', 'writes later'),
      one('coordinator', 'write', 'coordinates'),
      one('chair', 'read', 'chairs'),
    ]
    const order: string[] = []
    for (let left = line; left.length > 0; ) {
      const next = nextLead(left)!
      order.push(next.name)
      left = left.filter((heir) => heir !== next)
    }
    expect(order).toEqual(['chairs', 'coordinates', 'writes', 'writes later', 'reads'])
  })
})

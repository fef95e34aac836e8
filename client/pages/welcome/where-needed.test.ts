import { describe, expect, it } from 'vitest'
import { whereNeeded } from './where-needed.ts'

const amber = { codeName: 'Amber Heron', meeting: null }
const cedar = { codeName: 'Cedar Lark', meeting: {} }
const meadow = { codeName: 'Meadow Wren', meeting: {} }
const at = (known: Partial<Parameters<typeof whereNeeded>[0]>) =>
  whereNeeded({ checks: [], cases: [], openTasks: 0, ...known })?.path

describe('Somebody who has just come in is needed', () => {
  it('in the question before a case, before anything else', () =>
    expect(at({ checks: [{}], cases: [cedar], openTasks: 2 })).toBe('/conflict-check'))

  it('in the one case that they may open, and in the one that meets', () => {
    expect(at({ cases: [amber] })).toBe('/c/amber-heron')
    expect(at({ cases: [amber, cedar], openTasks: 2 })).toBe('/c/cedar-lark')
  })

  it('on the board where there are several', () => {
    expect(at({ cases: [amber, amber] })).toBe('/board')
    expect(at({ cases: [cedar, meadow] })).toBe('/board')
  })

  it('at their tasks, and else nowhere yet', () => {
    expect(at({ openTasks: 1 })).toBe('/me')
    expect(at({})).toBeUndefined()
  })
})

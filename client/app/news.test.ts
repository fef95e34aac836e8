import { describe, expect, it } from 'vitest'
import type { News } from '#shared/protocol/events.ts'
import { outdatedBy, wordsOf } from './news.ts'

const cedarLark = 'c0ffee00-0000-4000-8000-000000000001'
const moved = {
  kind: 'case',
  case: cedarLark,
  moved: { codeName: 'Cedar Lark', stage: 'decided', by: 'Nkechi' },
} as unknown as News

describe('News', () => {
  it('says who moved a case, and where to', () => {
    expect(wordsOf(moved)).toBe('Cedar Lark moved to Decided by Nkechi')
  })

  it('says nothing aloud about other changes', () => {
    expect(wordsOf({ kind: 'members' })).toBeUndefined()
  })

  it('asks again for the board and that one case', () => {
    expect(outdatedBy(moved)).toEqual([['cases'], ['case', cedarLark]])
  })

  it('asks again for everything after a change of rights', () => {
    expect(outdatedBy({ kind: 'access' })).toEqual([['cases'], ['case'], ['my-tasks'], ['members']])
  })
})

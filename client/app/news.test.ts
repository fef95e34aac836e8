import { describe, expect, it } from 'vitest'
import type { MemberId } from '#shared/ids.ts'
import type { News } from '#shared/protocol/events.ts'
import { outdatedBy, wordsOf } from './news.ts'

const cedarLark = 'c0ffee00-0000-4000-8000-000000000001'
const nkechi = 'c0ffee00-0000-4000-8000-000000000002' as MemberId
const moved = {
  kind: 'case',
  case: cedarLark,
  moved: { codeName: 'Cedar Lark', stage: 'decided', by: 'Nkechi', member: nkechi },
} as unknown as News

describe('News', () => {
  it('says who moved a case, and where to', () => {
    expect(wordsOf(moved)).toBe('Cedar Lark moved to Decided by Nkechi')
  })

  it('says nothing aloud of what I moved myself', () => {
    expect(wordsOf(moved, nkechi)).toBeUndefined()
    expect(wordsOf(moved, 'c0ffee00-0000-4000-8000-000000000003' as MemberId)).toBeDefined()
  })

  it('says nothing aloud about other changes', () => {
    expect(wordsOf({ kind: 'members' })).toBeUndefined()
  })

  it('asks again for the board and that one case', () => {
    expect(outdatedBy(moved)).toEqual([['cases'], ['case', cedarLark]])
  })

  it('asks again for the team and the open invitations when somebody joined', () => {
    expect(outdatedBy({ kind: 'members' })).toEqual([['members'], ['invitations']])
  })

  it('asks again for everything after a change of rights', () => {
    expect(outdatedBy({ kind: 'access' })).toEqual([
      ['cases'],
      ['case'],
      ['my-tasks'],
      ['members'],
      ['invitations'],
      ['conflict-checks'],
      ['waiting-phones'],
      ['pages'],
    ])
  })
})

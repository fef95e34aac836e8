import { describe, expect, it } from 'vitest'
import type { CaseId, MemberId } from '#shared/ids.ts'
import type { CasePart, News } from '#shared/protocol/events.ts'
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

  it('asks again for the part that changed, and for the card where that may show it', () => {
    const head = ['case', cedarLark, 'head']
    const outdated = (part: CasePart) => outdatedBy({ kind: 'case', case: cedarLark as CaseId, part })
    expect(outdated('head')).toEqual([['cases'], head])
    expect(outdated('reports')).toEqual([
      ['case', cedarLark, 'reports'],
      ['case', cedarLark, 'files'],
    ])
    expect(outdated('people')).toEqual([['cases'], head, ['case', cedarLark, 'people']])
    expect(outdated('access')).toEqual([['cases'], head, ['case', cedarLark, 'access']])
    expect(outdated('a part of later' as CasePart)).toEqual([['cases'], ['case', cedarLark]])
  })

  it('asks again for those who wait to be let into that case, if anybody does', () => {
    const waiting = (id: string) => outdatedBy(moved, [{ case: id as CaseId }])
    expect(waiting(cedarLark)).toContainEqual(['arrivals'])
    expect(waiting('c0ffee00-0000-4000-8000-000000000009')).not.toContainEqual(['arrivals'])
    expect(outdatedBy({ kind: 'arrivals' })).toEqual([['arrivals']])
  })

  it('asks again for the team, the open invitations and the roster when somebody joined, or the roster changed', () => {
    expect(outdatedBy({ kind: 'members' })).toEqual([['members'], ['invitations'], ['roster']])
  })

  it('asks again for everything after a change of rights', () => {
    expect(outdatedBy({ kind: 'access' })).toEqual([
      ['me'],
      ['cases'],
      ['case'],
      ['my-tasks'],
      ['members'],
      ['invitations'],
      ['conflict-checks'],
      ['waiting-phones'],
      ['arrivals'],
      ['pages'],
    ])
  })
})

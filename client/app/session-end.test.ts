import { describe, expect, it } from 'vitest'
import { announcedOf, isToBeCarried } from './session-end.ts'

const minutes = (count: number) => count * 60_000
const now = Date.parse('2026-11-05T19:00:00Z')
const ending = (inMinutes: number, latestInMinutes = inMinutes) => ({
  endsAt: new Date(now + minutes(inMinutes)).toISOString(),
  latest: new Date(now + minutes(latestInMinutes)).toISOString(),
  endsWithAccount: false,
})

describe('[AC8] the end of a session', () => {
  it('is announced a quarter of an hour before, and no longer once it is past', () => {
    expect(announcedOf(undefined, now)).toBeUndefined()
    expect(announcedOf(ending(15.1), now)).toBeUndefined()
    expect(announcedOf(ending(15), now)).toMatchObject({ canStay: false })
    expect(announcedOf(ending(1, 120), now)).toMatchObject({ canStay: true })
    expect(announcedOf(ending(0), now)).toBeUndefined()
  })

  it('is carried on by use within the last hour, and only as far as it goes', () => {
    expect(isToBeCarried(ending(61, 300), now)).toBe(false)
    expect(isToBeCarried(ending(59, 300), now)).toBe(true)
    expect(isToBeCarried(ending(59), now)).toBe(false)
  })
})

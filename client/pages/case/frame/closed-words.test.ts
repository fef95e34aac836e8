import { describe, expect, it } from 'vitest'
import { refusals } from '#shared/protocol/refusals.ts'
import { closedWords } from './closed-words.ts'

describe('a record that was closed under an open page', () => {
  it('says that a new version is ready', () => {
    const { title, text } = closedWords('old-client', 0)
    expect(`${title}. ${text}`).toBe('A new version is ready. It loads when you next open a case.')
  })

  it('says so calmly for every other reason, and what was saved', () => {
    for (const why of Object.keys(refusals) as (keyof typeof refusals)[])
      if (why !== 'old-client')
        expect(closedWords(why, 0)).toEqual({
          title: 'This case could not be opened',
          text: 'What was saved is safe. Reload to try again, or ask the person on duty.',
        })
  })

  it('never hides that edits were not added', () => {
    expect(closedWords('old-client', 1).text).toContain(
      '1 edit on this device had not been sent, and was not added.',
    )
    expect(closedWords('malformed', 2).text).toContain(
      '2 edits on this device had not been sent, and were not added.',
    )
  })
})

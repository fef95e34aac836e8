import { describe, expect, it } from 'vitest'
import { questionOf } from './question-words.ts'

describe('The conflict question', () => {
  it('[D2] names the reported person, and nothing else', () => {
    expect(questionOf(['Corvin Haldane'])).toBe(
      'Is there a reason you should not work on a case about Corvin Haldane?',
    )
  })

  it('names several in one question', () => {
    expect(questionOf(['Corvin Haldane', 'Ada Wren', 'Piet Roos'])).toBe(
      'Is there a reason you should not work on a case about Corvin Haldane, Ada Wren or Piet Roos?',
    )
  })

  it('can be asked when nobody is listed any more', () => {
    expect(questionOf([])).toBe('Is there a reason you should not work on this case?')
  })
})

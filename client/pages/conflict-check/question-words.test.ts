import { describe, expect, it } from 'vitest'
import { questionOf } from './question-words.ts'

describe('The conflict question', () => {
  it('[D2] names the reported person, and nothing else', () => {
    expect(questionOf(['Corvin Haldane'])).toBe('Do you have a conflict with Corvin Haldane?')
  })

  it('names several in one question', () => {
    expect(questionOf(['Corvin Haldane', 'Ada Wren', 'Piet Roos'])).toBe(
      'Do you have a conflict with Corvin Haldane, Ada Wren or Piet Roos?',
    )
  })

  it('can be asked when nobody is listed any more', () => {
    expect(questionOf([])).toBe('Do you have a conflict in this case?')
  })
})

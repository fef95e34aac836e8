import { expect, it } from 'vitest'
import { stepBackWords } from './step-back-words.ts'

it('[TT5] says where the tasks go', () => {
  expect(stepBackWords(2, 'Nkechi')).toBe(
    'You will not see it again. Your 2 tasks go back to Nkechi. No reason is asked.',
  )
  expect(stepBackWords(1, undefined)).toBe(
    'You will not see it again. Your task goes to whoever leads it then. No reason is asked.',
  )
  expect(stepBackWords(0, 'Nkechi')).toBe('You will not see it again. No reason is asked.')
})

import { expect, it } from 'vitest'
import { sayWait } from './wait.ts'

const title = 'Please wait 12 minutes, or ask the chair or a coordinator for a link back in.'
const at = 1_800_000_000_000
const minutes = (count: number) => at + count * 60_000

it('[AC9] what is still to be waited gets less while it is read, and ends', () => {
  const problem = { title, againAtMs: minutes(12) }
  expect(sayWait(problem, at)).toBe(title)
  expect(sayWait(problem, minutes(2) + 1)).toBe(title.replace('12', '10'))
  expect(sayWait(problem, minutes(11))).toBe(
    'Please wait a minute, or ask the chair or a coordinator for a link back in.',
  )
  expect(sayWait(problem, minutes(12))).toBe('You can try again now.')
})

it('[AC9] where nobody said how long, nothing is made up', () => {
  const words = 'Too many tries. Please wait a while'
  expect(sayWait({ title: words, againAtMs: undefined }, minutes(60))).toBe(words)
})

import { expect, it } from 'vitest'
import { sayBytes } from './file-words.ts'

it('says how large a file is, the smallest as 1 KB', () => {
  expect([1, 20_480, 99_999, 150_000, 25 * 1024 * 1024].map(sayBytes)).toEqual([
    '1 KB',
    '20 KB',
    '98 KB',
    '0.1 MB',
    '25.0 MB',
  ])
})

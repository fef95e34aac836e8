import { expect, it } from 'vitest'
import { storable } from './storable.ts'

it.each([
  ['di\0erent', 'dierent'],
  ['\ud83d', ''],
  ['a\ude42b\ud83dc', 'abc'],
  ['🙂 e\u0301 日本', '🙂 e\u0301 日本'],
  ['', ''],
])('[SY13] %j is stored as %j', (text, stored) => {
  expect(storable(text)).toBe(stored)
})

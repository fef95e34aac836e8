import { expect, it } from 'vitest'
import { sayShowing } from './showing-words.ts'

it('[RD9] a showing of names is kept with who, when and how long', () => {
  const at = '2026-11-27T14:18:02.000Z'
  const said = (until: string) => sayShowing({ at, until }, 'Europe/Lisbon', 'Nkechi')
  expect(said('2026-11-27T14:18:08.200Z')).toBe('14:18 for 6 s by Nkechi')
  expect(said(at)).toBe('14:18 for 1 s by Nkechi')
})

import { expect, test } from 'vitest'
import type { MemberId } from '#shared/ids.ts'
import { sayReadBack } from './read-back.ts'

const task = (who: string | null, due: string | null, dueWords: string | null = null) => ({
  who: who as MemberId | null,
  due,
  dueWords,
})

test('[E5] the read-back counts open tasks, those without a person and those without a time', () => {
  const due = '2026-11-05T14:30:00.000Z'
  expect(
    sayReadBack([
      task('maria', due),
      task('hana', null, 'before keynote'),
      task(null, due),
      task('dawit', null),
      task('priya', due),
    ]),
  ).toBe('Before you go: 5 tasks, 1 without a person, 1 without a time.')
  expect(sayReadBack([task('maria', due)])).toBe('Before you go: 1 task.')
  expect(sayReadBack([])).toBe('Before you go: no open tasks.')
})

import { expect, test } from 'vitest'
import type { EntryId, MemberId } from '#shared/ids.ts'
import { versionLine } from './procedure-line.ts'

test('[PD10] a case says which version of the procedure it goes by', () => {
  const adopted = { id: 'v' as EntryId, by: 'm' as MemberId, at: '2026-11-05T14:20:00Z' }
  const say = (known: Partial<Parameters<typeof versionLine>[0]>) =>
    versionLine({ adopted, isDamaged: false, version: '3', ...known }, () => 'Tue 14:20')
  expect(say({})).toBe('Version 3 of Tue 14:20')
  expect(say({ version: '' })).toBe('The one of Tue 14:20')
  expect(say({ adopted: null })).toBe('The one that Greenroom brings')
  expect(say({ isDamaged: true })).toMatch(/^Can’t be read any more/)
})

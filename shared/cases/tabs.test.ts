import { existsSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { caseTabs, tabAt, tabOf } from './tabs.ts'

describe('the tabs of a case', () => {
  it('are found by what follows the case in an address, and nothing else is one', () => {
    expect(tabAt(undefined)).toBe('meeting')
    expect(caseTabs.map(({ path }) => tabAt(path.slice(1) || undefined))).toEqual(
      caseTabs.map(({ tab }) => tab),
    )
    expect(tabAt('room')).toBeUndefined()
  })

  it('stand at addresses of their own, and their files are there', () => {
    expect(new Set(caseTabs.map(({ path }) => path)).size).toBe(caseTabs.length)
    const files = caseTabs.flatMap((one) => one.files.map((file) => `client/${file}`))
    expect(files.filter((file) => !existsSync(file))).toEqual([])
  })

  it('ask for the report only where they show it', () => {
    expect(tabOf('access').needs).not.toContain('reports')
    expect(tabOf('report').needs).not.toContain('access')
  })
})

import { expect, it } from 'vitest'
import { namedLines, pagesGoTo } from './named-words.ts'

const team = [
  { id: 'n', name: 'Nkechi Adeyemi', role: 'chair' as const },
  { id: 't', name: 'Tomás Ibarra', role: 'coordinator' as const },
  { id: 'm', name: 'Maria Fontes', role: 'staff' as const },
]
const lines = (words: string) => namedLines([{ is: 'who', words }], team).map((line) => line.words)

it('[WM20] says whom a name locks out, and whom it may mean', () => {
  expect(lines('Tomás Ibarra')).toEqual(['Tomás will not see this case.'])
  expect(lines('Tomas')).toEqual([
    'Is this our Tomás Ibarra? Until somebody on the case has answered, Tomás will not see it.',
  ])
  expect(lines('Corvin Haldane')).toEqual([])
})

it('[WM21] says who is called then', () => {
  expect(pagesGoTo(team, new Set(['n']))).toBe('Pages go to Tomás.')
  expect(pagesGoTo(team, new Set(['t']))).toBe('Pages go to Nkechi.')
  expect(pagesGoTo(team, new Set(['m']))).toBeUndefined()
  expect(pagesGoTo(team, new Set(['n', 't']))).toMatch(/^Nobody of the team can be called for it/)
})

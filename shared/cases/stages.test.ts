import { expect, test } from 'vitest'
import { Stage } from '../http/cases.ts'
import { isMove, movesFrom, stages, stageTitles } from './stages.ts'

test('the columns are titled as on the board', () => {
  expect(stages.map((stage) => stageTitles[stage])).toEqual([
    'New',
    'In meeting',
    'Acting',
    'Decided',
    'Closed',
  ])
})

test('a case can go from any stage to any other, also back from closed', () => {
  for (const from of stages)
    for (const to of stages) {
      expect(isMove(from, to)).toBe(from !== to)
      expect(movesFrom(from).includes(to)).toBe(from !== to)
    }
})

test('only the five stages are read', () => {
  for (const stage of stages) expect(Stage.parse(stage)).toBe(stage)
  for (const junk of ['New', '', 'archived', null, 3]) expect(Stage.safeParse(junk).success).toBe(false)
})

import { expect, it } from 'vitest'
import type { Report, Reports } from '#shared/http/cases.ts'
import { safetyLines } from './danger-lines.ts'

const saying = {
  nameOf: (id: string) => ({ h: 'Hana', t: 'Tomás' })[id] ?? 'Someone',
  when: (iso: string) => iso,
}
const report = (more: Partial<Report>): Reports['reports'] =>
  [{ id: 'r', takenBy: 'h', at: '2', whatHappened: '', amendments: [], ...more }] as never
const decision = { about: 'r', by: 'h', at: '2', whose: 'reporter', because: '' } as never

it('[FR3] a call is said with a danger and without one, with whose decision it was and because of what', () => {
  expect(safetyLines({ reports: report({}) }, saying)).toEqual([])
  const called = report({ danger: false, hasCalled: true, calledAt: '1', calledWhom: 'police' })
  const line = { text: 'Hana called the police, 1', call: 'r' }
  expect(safetyLines({ reports: called }, saying)).toEqual([line])
  expect(safetyLines({ reports: called, decisions: [decision] }, saying)).toEqual([
    { ...line, decision, why: 'The reporter asked for it' },
  ])
  const ours = { ...(decision as object), by: 't', whose: 'team', because: 'He had a knife.' } as never
  expect(safetyLines({ reports: called, decisions: [ours] }, saying)[0]!.why).toBe(
    'Hana’s decision, for safety, says Tomás: He had a knife.',
  )
})

it('a danger is said as it came, one after the other', () => {
  const danger = [
    { id: 'd', by: 't', at: '3', says: 'called', whom: 'security' },
    { id: 'e', by: 't', at: '4', says: 'over' },
  ] as never
  const lines = safetyLines({ reports: report({ danger: true, hasCalled: false }), danger }, saying)
  expect(lines.map(({ text }) => text)).toEqual([
    'Hana reported that someone may be in danger, 2',
    'Hana had not called for help then',
    'Tomás called venue security, 3',
    'Tomás said that nobody is in danger any more, 4',
  ])
})

import { expect, it } from 'vitest'
import type { MemberId } from '../ids.ts'
import { type DangerEntry, foldDanger } from './danger.ts'

const hana = 'hana' as MemberId
const maria = 'maria' as MemberId
const report = (at: string, words: object): DangerEntry => ({ kind: 'report', author: hana, at, words })
const said = (at: string, says: 'called' | 'over' | 'still', whom?: 'security' | 'police'): DangerEntry => ({
  ...{ kind: 'danger', author: maria, at },
  words: { says, ...(whom && { whom }) },
})

it('begins with a report that says so, and keeps who called whom, and when', () => {
  expect(foldDanger([report('1', { danger: false })])).toEqual({ isOn: false, calls: [] })
  expect(foldDanger([report('1', { danger: true, hasCalled: false })])).toEqual({ isOn: true, calls: [] })
  const ticked = report('2', { danger: true, hasCalled: true, calledAt: '1', calledWhom: 'police' })
  expect(foldDanger([ticked, said('3', 'called', 'security')])).toEqual({
    isOn: true,
    calls: [
      { by: hana, at: '1', whom: 'police' },
      { by: maria, at: '3', whom: 'security' },
    ],
  })
  // A report from before the time was kept.
  expect(foldDanger([report('2', { danger: true, hasCalled: true })]).calls).toEqual([{ by: hana, at: '2' }])
})

it('ends with a word, which can be taken back; a later danger has nobody called for it yet', () => {
  const first = [report('1', { danger: true }), said('2', 'called'), said('3', 'over')]
  expect(foldDanger(first).isOn).toBe(false)
  expect(foldDanger([...first, said('4', 'still')])).toMatchObject({ isOn: true, calls: [{ at: '2' }] })
  expect(foldDanger([...first, report('5', { danger: true })])).toEqual({ isOn: true, calls: [] })
})

import { expect, it } from 'vitest'
import type { MemberId } from '../ids.ts'
import { foldTicks, type TickEntry } from './tick.ts'

const hana = 'hana' as MemberId
const priya = 'priya' as MemberId
const ticked = (id: string, words: object | undefined): TickEntry => ({
  ...{ id, kind: 'tick', about: null, author: hana, at: '5', words },
})
const takenBack = (about: string, at: string): TickEntry => ({
  ...{ id: `back ${at}`, kind: 'tick-removal', about, author: priya, at, words: {} },
})

it('[FR2] a tick that was taken back is still there, with who took it back first, and when', () => {
  const entries = [ticked('a', { what: 'Sit down', at: '1' }), ticked('b', { what: 'Ask', at: '2' })]
  expect(foldTicks([...entries, takenBack('a', '6'), takenBack('a', '7')])).toEqual([
    { id: 'a', by: hana, at: '1', what: 'Sit down', takenBack: { by: priya, at: '6' } },
    { id: 'b', by: hana, at: '2', what: 'Ask' },
  ])
})

it('[RN6] one that cannot be read is said to be damaged, and what is about nothing changes nothing', () => {
  expect(foldTicks([ticked('a', undefined), takenBack('x', '6')])).toEqual([
    { id: 'a', by: hana, at: '5', isDamaged: true },
  ])
})

import { expect, test } from 'vitest'
import { createWorkerLoop, type Lane } from './hash-turns.ts'

const lane = (key: string, isKnown = false): Lane => ({ key, isKnown })

/** Work that is done when it is told to, and who was let in, in order. */
function open(limits = { perLane: 100, inAll: 150 }) {
  const turns = createWorkerLoop(limits)
  const done: string[] = []
  const running: (() => void)[] = []
  const ask = (key: string, isKnown = false, more: Partial<Lane> = {}) =>
    turns.inTurn({ ...lane(key, isKnown), ...more }, () => {
      done.push(key)
      return new Promise<void>((resolve) => running.push(resolve))
    })
  const step = async () => {
    running.shift()?.()
    await new Promise((resolve) => setImmediate(resolve))
  }
  return { ask, step, done, running }
}

test('[DR3] one at a time; a crowd of one address lets everybody else in after one more', async () => {
  const { ask, step, done, running } = open()
  for (let n = 0; n < 50; n++) void ask('crowd')
  void ask('elsewhere')
  void ask('member', true)
  expect(running).toHaveLength(1)
  for (let n = 0; n < 4; n++) await step()
  expect(done).toEqual(['crowd', 'member', 'crowd', 'elsewhere', 'crowd'])
})

test('[DR3] too many of one lane, or in all, are told so; known ones wait in a room of their own', async () => {
  const { ask, step, done } = open({ perLane: 3, inAll: 4 })
  const refused: string[] = []
  const asked = (key: string, isKnown = false) =>
    ask(key, isKnown).catch(({ status, retryAfterSeconds }) =>
      refused.push(`${key} ${status} ${retryAfterSeconds}`),
    )
  for (let n = 0; n < 6; n++) void asked('a')
  for (let n = 0; n < 3; n++) void asked('b')
  void asked('hana', true)
  await step()
  expect(refused).toEqual(['a 503 5', 'a 503 5', 'b 503 5', 'b 503 5'])
  for (let n = 0; n < 12; n++) await step()
  expect(done).toEqual(['a', 'hana', 'a', 'b', 'a', 'a'])
})

test('[DR3] nothing is hashed for somebody who has hung up, and a failure holds up nobody', async () => {
  const { ask, step, done } = open()
  let isGone = false
  void ask('a')
  const gone = ask('b', false, { isGone: () => isGone })
  void ask('c')
  isGone = true
  const told = expect(gone).rejects.toMatchObject({ status: 503 })
  await step()
  await told
  await step()
  expect(done).toEqual(['a', 'c'])
})

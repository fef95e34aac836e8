// Long procedures are read beside everything else.

import { afterEach, expect, it } from 'vitest'
import { createReading, type Reading } from '../server/procedures/reading-thread.ts'
import { readProcedure } from '../shared/procedure/read-procedure.ts'

let reading: Reading
afterEach(() => reading.close())

const megabyte = `# First response\n- Sit down\n${'Some words of it, and then some more.\n'.repeat(27_000)}`
const inline = (code: string) => new URL(`data:text/javascript,${encodeURIComponent(code)}`)

it('[PD13] while a megabyte of it is read, the process goes on with what else there is', async () => {
  reading = createReading()
  let turns = 0
  let isOver = false
  const turn = () => {
    turns++
    if (!isOver) setImmediate(turn)
  }
  setImmediate(turn)
  const read = await reading.read(megabyte)
  isOver = true
  expect(turns).toBeGreaterThan(3)
  expect(read).toEqual(readProcedure(megabyte))
  // What was read lately is not read anew.
  expect(await reading.read(megabyte)).toBe(read)
})

it('[PD13] a reading that does not end, or ends its thread, is a refusal; the next one begins anew', async () => {
  const busy = expect.objectContaining({ kind: 'busy' })
  reading = createReading({ worker: inline('setInterval(() => {}, 1e6)'), patienceMs: 20 })
  await expect(reading.read(megabyte)).rejects.toEqual(busy)
  reading.close()
  reading = createReading({ worker: inline('process.exit()') })
  await expect(reading.read(megabyte)).rejects.toEqual(busy)
  await expect(reading.read(megabyte)).rejects.toEqual(busy)
  // A short one needs no thread.
  expect((await reading.read('# First response\n- Sit down')).clauses).toHaveLength(1)
})

it('[PD13] several at once come one after the other, each with its own answer', async () => {
  reading = createReading()
  const texts = ['Stay', 'Listen', 'Ask'].map((word) => `${megabyte}## What not to do\n- ${word}\n`)
  const read = await Promise.all(texts.map((text) => reading.read(text)))
  expect(read.map(({ clauses }) => clauses.find(({ name }) => name === 'antiresponse')?.items)).toEqual([
    ['Stay'],
    ['Listen'],
    ['Ask'],
  ])
})

import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createSealing, readMasterKey, SealBroken } from './sealing.ts'

const foxglove = '0b8f7a52-6a3e-4a3b-9d4e-0d6a1a1c9f01'
const harbour = '7e1d5c11-93ce-4c55-8a39-5e2b8f3ac902'
const sealing = createSealing(Buffer.alloc(32, 7))
const wrapped = sealing.newCaseKey(foxglove)
const seal = sealing.open(foxglove, wrapped)
const words = 'He would not let me leave the lift.'

describe('a sealed value', () => {
  test('opens at its own place, as it was', () => {
    expect(seal.unseal('report', 'r1', seal.seal('report', 'r1', words)).toString()).toBe(words)
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.nat(), (bytes, seq) => {
        expect(new Uint8Array(seal.unseal('log', seq, seal.seal('log', seq, bytes)))).toEqual(bytes)
      }),
      { numRuns: 50 },
    )
  })

  test('shows nothing of its words and is never the same twice', () => {
    const [one, two] = [seal.seal('log', 1, words), seal.seal('log', 1, words)]
    expect(one.equals(two)).toBe(false)
    expect(one.includes('lift')).toBe(false)
  })

  test('does not open as another kind, at another place or in another case', () => {
    const box = seal.seal('log', 12, words)
    const other = sealing.open(harbour, sealing.newCaseKey(harbour))
    expect(() => seal.unseal('snapshot', 12, box)).toThrow(SealBroken)
    expect(() => seal.unseal('log', 1, box)).toThrow(SealBroken)
    expect(() => seal.unseal('log', '12:', box)).toThrow(SealBroken)
    expect(() => other.unseal('log', 12, box)).toThrow(SealBroken)
  })

  test('does not open with any bit turned or any byte cut off', () => {
    const box = seal.seal('log', 1, 'short')
    for (let bit = 0; bit < box.length * 8; bit++) {
      const changed = Buffer.from(box)
      changed[bit >> 3]! ^= 1 << (bit & 7)
      expect(() => seal.unseal('log', 1, changed), `bit ${bit}`).toThrow(SealBroken)
    }
    for (let length = 0; length < box.length; length++) {
      expect(() => seal.unseal('log', 1, box.subarray(0, length)), `length ${length}`).toThrow(SealBroken)
    }
  })
})

describe('the key of a case', () => {
  test('opens for its own case under its own master key only', () => {
    const box = seal.seal('person', 'p1', 'Imani Strand')
    expect(sealing.open(foxglove, wrapped).unseal('person', 'p1', box).toString()).toBe('Imani Strand')
    expect(() => sealing.open(harbour, wrapped)).toThrow(SealBroken)
    expect(() => createSealing(Buffer.alloc(32, 8)).open(foxglove, wrapped)).toThrow(SealBroken)
    expect(() => sealing.open(foxglove, box)).toThrow(SealBroken)
  })
})

describe('the master key', () => {
  let dir: string
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'greenroom-key-'))
  })
  afterEach(() => rmSync(dir, { recursive: true, force: true }))

  test('is made at the first start, for its owner only, and stays', () => {
    const dataDir = join(dir, 'data')
    const key = readMasterKey({ dataDir })
    expect(key.length).toBe(32)
    expect(readMasterKey({ dataDir }).equals(key)).toBe(true)
    expect(statSync(join(dataDir, 'master.key')).mode & 0o777).toBe(0o600)
    expect(readdirSync(dataDir)).toEqual(['master.key'])
  })

  test('is taken from MASTER_KEY_FILE where one is named, and never made there', () => {
    const masterKeyFile = join(dir, 'secret')
    expect(() => readMasterKey({ dataDir: dir, masterKeyFile })).toThrow(/MASTER_KEY_FILE\) cannot be read/)
    writeFileSync(masterKeyFile, Buffer.alloc(31))
    expect(() => readMasterKey({ dataDir: dir, masterKeyFile })).toThrow('must be 32 bytes long, and is 31')
    writeFileSync(masterKeyFile, Buffer.alloc(32, 1))
    expect(readMasterKey({ dataDir: dir, masterKeyFile })).toEqual(Buffer.alloc(32, 1))
  })

  test('is not made anew where sealed cases already wait for the old one', () => {
    expect(() => readMasterKey({ dataDir: dir }, false)).toThrow(/master\.key \(in DATA_DIR\) cannot be read/)
    expect(readdirSync(dir)).toEqual([])
  })
})

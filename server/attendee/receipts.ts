// The receipt code of an attendee's report: twelve words of a list of 2,048, 132 bits, of which the database has only the hash. It
// follows from a key that whoever sends the report draws, and so does the report's id: what is sent again, because the answer was
// lost, answers the same code and opens no second case.

import { Buffer } from 'node:buffer'
import { hkdfSync } from 'node:crypto'
import { wordlist } from '@scure/bip39/wordlists/english.js'
import type { ReportId } from '#shared/ids.ts'
import { hashToken } from '../people/tokens.ts'

const codeWords = 12
const bitsOfWord = 11
/** No two words of the list begin with the same four letters. */
const lettersThatTell = 4

const derive = (key: string, purpose: string, bytes: number): Buffer =>
  Buffer.from(hkdfSync('sha256', key, '', `greenroom attendee ${purpose}`, bytes))

/** @param key 256 random bits */
export function codeOf(key: string): string {
  const bytes = derive(key, 'receipt code', Math.ceil((codeWords * bitsOfWord) / 8))
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('')
  const wordAt = (n: number) =>
    wordlist[Number.parseInt(bits.slice(n * bitsOfWord, (n + 1) * bitsOfWord), 2)]!
  return Array.from({ length: codeWords }, (_, n) => wordAt(n)).join(' ')
}

/** @param key the same: the same report */
export function reportIdOf(key: string): ReportId {
  const bytes = derive(key, 'report', 16)
  bytes[6] = (bytes[6]! & 0x0f) | 0x40
  bytes[8] = (bytes[8]! & 0x3f) | 0x80
  const hex = bytes.toString('hex')
  const parts = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)]
  return parts.join('-') as ReportId
}

/** However it was typed: capitals, accents, spaces, hyphens, lines, numbers before the words; of each the first letters tell. */
export const hashOfCode = (typed: string): Buffer =>
  hashToken(
    typed
      .normalize('NFKD')
      .replace(/\p{M}/gu, '')
      .toLowerCase()
      .split(/[^a-z]+/)
      .filter((word) => word !== '')
      .map((word) => word.slice(0, lettersThatTell))
      .join(' '),
  )

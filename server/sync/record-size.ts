// How large a record is: what it takes of this process, and whether it takes any more words. Known without counting at
// every keystroke.

import type { Doc } from 'yjs'
import { limits } from '#shared/limits.ts'
import { countStructs } from './record-doc.ts'

/** An item of Yjs with its id, its neighbours and its content, on the heap. */
const bytesPerStruct = 180
/** Structs are counted again after this many bytes of work: at most some thousands more of them. */
const countEveryBytes = 16 * 1024

/** @param words bytes it starts with @param made the document, once there is one */
export function createRecordSize(words: number, made: () => Doc | undefined) {
  let structs = 0
  let stored = words
  let sinceCounted = Number.POSITIVE_INFINITY
  const count = (): number => {
    const doc = made()
    if (doc && sinceCounted >= countEveryBytes) {
      structs = countStructs(doc)
      sinceCounted = 0
    }
    return structs
  }
  return {
    grew: (bytes: number): void => {
      stored += bytes
      sinceCounted += bytes
    },
    /** Beyond its bound a record takes deletions only. */
    isFull: (): boolean => stored >= limits.maxRecordBytes || count() >= limits.maxRecordStructs,
    /** An estimate. */
    bytes: (): number => stored + count() * bytesPerStruct,
  }
}

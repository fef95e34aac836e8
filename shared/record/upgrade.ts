// Records of former schemas, made current. Nothing else in the house knows how a record once was. Pure: bytes in, bytes out.

import { recordSchema } from './schema.ts'

/** By the schema it starts from, what the state of a record is under the next one. */
const steps: Readonly<Record<number, (state: Uint8Array) => Uint8Array>> = {
  // Schema 2 has a root more, which is empty in what was written before: nothing stored changes.
  1: (state) => state,
}

/**
 * @param state a whole record as one Yjs update
 * @param from the schema that it was written under
 * @returns the same record under the present schema; undefined where this version cannot know what stands in it
 */
export function upgrade(state: Uint8Array, from: number): Uint8Array | undefined {
  if (!(from >= 1 && from <= recordSchema)) return undefined
  let current = state
  for (let schema = from; schema < recordSchema; schema++) {
    const step = steps[schema]
    if (!step) return undefined
    current = step(current)
  }
  return current
}

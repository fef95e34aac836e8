// What an entry of a kind says, in each version that was ever written. An entry is never changed: what it says is read as its
// own version had it and brought up to the present one, step by step. A reader never throws.

import type { z } from 'zod'

/** What was written before the present version: how it is read, and the next version of the same words. */
export type FormerVersion = { schema: z.ZodType; upgrade: (words: never) => unknown }

export type EntryKind<K extends string, W> = {
  kind: K
  /** The version that is written now; the first is 1. */
  version: number
  /** Of that version. */
  schema: z.ZodType
  /** The words as they are stored. @throws what they would not be read as again */
  write: (words: W) => W
  /** @returns undefined for what is not this kind's in that version, and for a version of a later Greenroom */
  read: (version: number, words: unknown) => W | undefined
}

/** @param former the versions before the present one, oldest first */
export function entryKind<const K extends string, S extends z.ZodType>(
  kind: K,
  schema: S,
  former: readonly FormerVersion[] = [],
): EntryKind<K, z.output<S>> {
  const version = former.length + 1
  return {
    kind,
    version,
    schema,
    write: (words) => schema.parse(words),
    read(written, words) {
      if (!Number.isInteger(written) || written < 1 || written > version) return undefined
      let now = words
      for (const { schema: then, upgrade } of former.slice(written - 1)) {
        const read = then.safeParse(now)
        if (!read.success) return undefined
        now = upgrade(read.data as never)
      }
      const read = schema.safeParse(now)
      return read.success ? read.data : undefined
    },
  }
}

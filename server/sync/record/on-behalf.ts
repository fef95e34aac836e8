import type * as Y from 'yjs'
import type { Refusal } from '#shared/protocol/refusals.ts'

/**
 * A change that the server makes on a member's behalf, by the same write path as their own keystrokes.
 * @param mayWrite whether that member may write the whole case now
 * @returns why not, or undefined when it was made
 */
export type OnBehalf = (doc: Y.Doc, mayWrite: boolean) => Refusal | undefined

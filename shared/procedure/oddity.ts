// Something in a procedure that is not as it should be, said to whoever imports it. It never keeps the document from being read.

export type Oddity = {
  /** From 1. */
  line: number
  message: string
  /** What could be done about it, or was; null where there is nothing to do. */
  proposal: string | null
}

/** How many are told; a document with more is told so. */
export const mostOddities = 200

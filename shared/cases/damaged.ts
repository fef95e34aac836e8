// What is stored of a case in a way that does not open is answered without its words, and says so.

/** Whether this is what is left of something whose words cannot be read. */
export const isDamaged = <T extends object>(one: T): one is Extract<T, { isDamaged: true }> =>
  'isDamaged' in one

/** Whether it can be read whole. */
export const isWhole = <T extends object>(one: T): one is Exclude<T, { isDamaged: true }> => !isDamaged(one)

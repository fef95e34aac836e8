// The short code by which phones join a meeting: drawn anew for each, read out across a room, and useless to anybody who
// may not open the case.

import { randomInt } from 'node:crypto'

/** Without what looks or sounds alike: 0 O, 1 I L, B 8, S 5, U V. */
const letters = '234679ACDEFGHJKMNPQRTWXYZ'
const length = 6

export const drawJoinCode = (): string =>
  Array.from({ length }, () => letters[randomInt(letters.length)]).join('')

// The short code by which phones join a meeting: drawn anew for each, read out across a room, and useless to anybody who
// may not open the case.

import { drawShortCode } from '../people/tokens.ts'

const length = 6

export const drawJoinCode = (): string => drawShortCode(length)

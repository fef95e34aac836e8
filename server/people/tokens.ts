// Secrets that stand for a right: the session in a cookie, an invitation, the set-up link. 256 random bits each;
// the database keeps their hash only, so that a copy of it opens nothing.

import { createHash, randomBytes, randomInt } from 'node:crypto'

/** 256 random bits, fit for cookies and URL fragments. */
export const drawToken = (): string => randomBytes(32).toString('base64url')

/** SHA-256: enough for random secrets (a password needs passwords.ts). */
export const hashToken = (token: string): Buffer => createHash('sha256').update(token).digest()

/** Whether it can be one at all; nothing longer is hashed. */
export const isToken = (token: string | undefined): token is string =>
  token !== undefined && token.length <= 100

/** Without what looks or sounds alike: 0 O, 1 I L, B 8, S 5, U V. */
const letters = '234679ACDEFGHJKMNPQRTWXYZ'

/** A code to read out and to type: for what is looked at again before it opens anything. */
export const drawShortCode = (length: number): string =>
  Array.from({ length }, () => letters[randomInt(letters.length)]).join('')

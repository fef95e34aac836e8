// Secrets that stand for a right: the session in a cookie, an invitation, the set-up link. 256 random bits each;
// the database keeps their hash only, so that a copy of it opens nothing.

import { createHash, randomBytes } from 'node:crypto'

/** 256 random bits, fit for cookies and URL fragments. */
export const drawToken = (): string => randomBytes(32).toString('base64url')

/** SHA-256: enough for random secrets (a password needs passwords.ts). */
export const hashToken = (token: string): Buffer => createHash('sha256').update(token).digest()

/** Whether it can be one at all; nothing longer is hashed. */
export const isToken = (token: string | undefined): token is string =>
  token !== undefined && token.length <= 100

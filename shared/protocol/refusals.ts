// Every reason the server can give to say no on the live connection, and what the client does about each.
// docs/protocol.md repeats this table for people who write other clients.

export const refusals = {
  'not-signed-in': 'sign in again; what was written here stays on this device until then',
  'not-available': 'close the record and wipe it here: there is no such case, or not for this member',
  'read-only': 'show the record read-only; do not retry',
  malformed:
    'the message or the bytes could not be read: keep the text, start from a fresh document, add it again',
  'breaks-record':
    'the change does not fit a record: keep the text, start from a fresh document, add it again',
  'missing-history': 'join again, then push again',
  'not-saved': 'nothing was lost: push again after a pause',
  'too-big': 'split the change; if it is one piece, keep the text and tell the person',
  'too-fast': 'push again after a pause',
  'old-client': 'load the new version, then join again',
  damaged:
    'the stored record is damaged: keep what was written here, show the record read-only; do not retry',
} as const

export type Refusal = keyof typeof refusals

/** The answer that says no. */
export const refuse = (why: Refusal): { ok: false; why: Refusal } => ({ ok: false, why })

/** What the client does next; every refusal belongs to exactly one of these. */
export type Remedy = 'sign-in' | 'close' | 'read-only' | 'fresh-document' | 'join-again' | 'pause' | 'reload'

export const remedyOf: Record<Refusal, Remedy> = {
  'not-signed-in': 'sign-in',
  'not-available': 'close',
  'read-only': 'read-only',
  malformed: 'fresh-document',
  'breaks-record': 'fresh-document',
  'missing-history': 'join-again',
  'not-saved': 'pause',
  'too-big': 'fresh-document',
  'too-fast': 'pause',
  'old-client': 'reload',
  damaged: 'read-only',
}

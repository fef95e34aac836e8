// The one table of problems that the HTTP API answers with (RFC 9457), and the refusal to start.
// A problem says what its reader needs and nothing else: an inner message, an id or a stack never gets out,
// and "unknown", "hidden" and "forbidden" are one and the same answer (`not-available`).

import type { ProblemKind } from '#shared/http/problem-kinds.ts'

/** Every problem the API knows: status and a title in plain words. */
export const problems = {
  'bad-request': { status: 400, title: 'Something in this request is missing or not right' },
  'not-signed-in': { status: 401, title: 'Please sign in' },
  'wrong-pair': { status: 401, title: 'This email and password do not fit together' },
  'wrong-origin': { status: 403, title: 'This page may not talk to this server' },
  'needs-proof': { status: 403, title: 'Please confirm your password first' },
  'not-available': { status: 404, title: 'This is not available to you' },
  conflict: { status: 409, title: 'Somebody else changed this in the meantime' },
  'expired invitation': { status: 410, title: 'This invitation has expired or was already used' },
  'expired link': { status: 410, title: 'This link is no longer good. Ask for a new one' },
  'too-large': { status: 413, title: 'This is too long' },
  'unsupported-media': { status: 415, title: 'This kind of content cannot be read here' },
  'too-many-tries': { status: 429, title: 'Too many tries. Please wait a while' },
  'too-fast': { status: 429, title: 'That was a lot at once. Please try again in a moment' },
  failed: { status: 500, title: 'Something went wrong on our side. Nothing already saved is lost' },
  busy: { status: 503, title: 'The server cannot save right now. Please try again in a moment' },
} as const satisfies Record<ProblemKind, { status: number; title: string }>

/** What is wrong with one field of a request: its path (`event.timeZone`) and a sentence. */
export type FieldError = { field: string; message: string }

type ProblemMore = {
  detail?: string | undefined
  errors?: readonly FieldError[] | undefined
  /** How long to wait before the same is asked again. */
  retryAfterSeconds?: number | undefined
}

/** The body of `application/problem+json`. */
export type ProblemBody = {
  type: string
  title: string
  status: number
  detail?: string
  errors?: readonly FieldError[]
}

/** Thrown by a route to answer with a problem. `detail` is read by people: no ids, no names, no inner words. */
export class Problem extends Error {
  readonly kind: ProblemKind
  readonly status: number
  readonly body: ProblemBody
  readonly retryAfterSeconds: number | undefined

  constructor(kind: ProblemKind, more: ProblemMore = {}) {
    super(kind)
    this.name = 'Problem'
    this.kind = kind
    this.status = problems[kind].status
    this.body = problemBody(kind, more)
    this.retryAfterSeconds = more.retryAfterSeconds
  }
}

/** Makes a problem to throw: `throw problem('not-available')`, `throw problem('bad-request', undefined, errors)`. */
export function problem(kind: ProblemKind, detail?: string, errors?: readonly FieldError[]): Problem {
  return new Problem(kind, { detail, errors })
}

/** The body for a kind; the same bytes for everybody unless detail or field errors are given. */
export function problemBody(kind: ProblemKind, more: ProblemMore = {}): ProblemBody {
  const { status, title } = problems[kind]
  const body: ProblemBody = { type: `urn:greenroom:problem:${kind.replaceAll(' ', '-')}`, title, status }
  if (more.detail !== undefined) body.detail = more.detail
  if (more.errors !== undefined) body.errors = more.errors
  return body
}

/** The content type that goes with a problem's body. */
export const problemType = 'application/problem+json'

/** Greenroom cannot start as it was asked to. The message is one clear sentence for the person at the terminal. */
export class StartRefused extends Error {
  constructor(sentence: string, cause?: unknown) {
    super(sentence, { cause })
    this.name = 'StartRefused'
  }
}

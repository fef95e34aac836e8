// The one way to the HTTP API: JSON in, JSON out, and every failure is an ApiProblem. Nothing is stored here and
// nothing of an answer is logged.

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** The server's kinds of problem, and the two that never reach it. */
export type ProblemKind =
  | 'bad-request'
  | 'not-signed-in'
  | 'wrong-pair'
  | 'needs-proof'
  | 'not-available'
  | 'conflict'
  | 'expired-invitation'
  | 'too-large'
  | 'too-many-tries'
  | 'failed'
  | 'busy'
  | 'offline'
  | 'unknown'

/** What went wrong, for code (`kind`) and for people (`title`, `fields`). */
export class ApiProblem extends Error {
  readonly status: number
  readonly kind: ProblemKind
  readonly title: string
  /** A sentence for each field that is not right, by its path: `event.timeZone`. */
  readonly fields: Readonly<Record<string, string>>

  constructor(status: number, kind: ProblemKind, title: string, fields: Record<string, string> = {}) {
    super(title)
    this.name = 'ApiProblem'
    this.status = status
    this.kind = kind
    this.title = title
    this.fields = fields
  }
}

/** Whether a caught value is this kind of problem. */
export const isProblem = (error: unknown, kind?: ProblemKind): error is ApiProblem =>
  error instanceof ApiProblem && (kind === undefined || error.kind === kind)

type AskMore<A> = {
  /** Sent as JSON. */
  body?: unknown
  signal?: AbortSignal
  /** Checks the answer where its shape matters more than its size in the bundle. */
  answer?: { parse: (data: unknown) => A }
}

/**
 * Asks the API. `path` begins with `/api/`. Answers the parsed body (undefined when there is none).
 * Throws ApiProblem for every refusal; 'offline' when the server could not be reached.
 */
export async function ask<A = void>(method: Method, path: string, more: AskMore<A> = {}): Promise<A> {
  const response = await send(method, path, more)
  const data = await readJson(response)
  if (!response.ok) throw readProblem(response.status, data)
  return more.answer ? more.answer.parse(data) : (data as A)
}

async function send<A>(method: Method, path: string, { body, signal }: AskMore<A>): Promise<Response> {
  try {
    return await fetch(path, {
      method,
      credentials: 'same-origin',
      headers: {
        accept: 'application/json',
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      ...(signal && { signal }),
    })
  } catch (error) {
    if (signal?.aborted) throw error
    throw new ApiProblem(0, 'offline', 'No network. Nothing was sent.')
  }
}

async function readJson(response: Response): Promise<unknown> {
  const type = response.headers.get('content-type') ?? ''
  if (response.status === 204 || !type.includes('json')) return undefined
  try {
    return await response.json()
  } catch {
    throw new ApiProblem(0, 'offline', 'The answer did not arrive whole.')
  }
}

const urn = 'urn:greenroom:problem:'

function readProblem(status: number, data: unknown): ApiProblem {
  const body = (typeof data === 'object' && data !== null ? data : {}) as Record<string, unknown>
  const type = typeof body.type === 'string' ? body.type : ''
  const kind = type.startsWith(urn) ? (type.slice(urn.length) as ProblemKind) : kindOf(status)
  const words = [body.detail, body.title].find((text) => typeof text === 'string')
  const fields: Record<string, string> = {}
  for (const error of Array.isArray(body.errors) ? body.errors : [])
    if (typeof error?.field === 'string' && typeof error?.message === 'string')
      fields[error.field] ??= error.message
  return new ApiProblem(status, kind, words ?? 'Something went wrong. Nothing already saved is lost.', fields)
}

/** A proxy in between answers without a problem document. */
function kindOf(status: number): ProblemKind {
  if (status === 401) return 'not-signed-in'
  if (status === 404) return 'not-available'
  if (status === 429) return 'too-many-tries'
  if (status >= 502 && status <= 504) return 'busy'
  return status >= 500 ? 'failed' : 'unknown'
}

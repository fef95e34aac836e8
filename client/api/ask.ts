// The one way to the HTTP API: JSON in, JSON out, and every failure is an ApiProblem. Nothing is stored here and
// nothing of an answer is logged.

import type { z } from 'zod'
import type { Contracts } from '#shared/http/contracts.ts'
import { addressOf, type Method, type Operation, placeOf } from '#shared/http/paths.ts'
import { hearClock, serverNow } from '../ui/server-clock.ts'

/** The server's kinds of problem, and the two that never reach it. */
export type ProblemKind =
  | 'bad-request'
  | 'not-signed-in'
  | 'wrong-pair'
  | 'needs-proof'
  | 'not-available'
  | 'conflict'
  | 'expired-invitation'
  | 'expired-link'
  | 'too-large'
  | 'too-many-tries'
  | 'too-fast'
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
  /** From when on it may be asked again, by the server's clock, where it said so. */
  readonly againAtMs: number | undefined

  constructor(
    status: number,
    kind: ProblemKind,
    title: string,
    fields: Record<string, string> = {},
    againAtMs?: number,
  ) {
    super(title)
    this.name = 'ApiProblem'
    this.status = status
    this.kind = kind
    this.title = title
    this.fields = fields
    this.againAtMs = againAtMs
  }
}

/** Whether a caught value is this kind of problem. */
export const isProblem = (error: unknown, kind?: ProblemKind): error is ApiProblem =>
  error instanceof ApiProblem && (kind === undefined || error.kind === kind)

/** A sentence for each field that is not right; none where it is not about fields. */
export const fieldsOfProblem = (error: unknown): ApiProblem['fields'] =>
  isProblem(error) ? error.fields : {}

type Part = 'params' | 'body'
/** What an operation takes, as its contract says. */
export type Sent<O extends Operation, P extends Part> =
  Contracts[O] extends Record<P, infer S extends z.ZodType>
    ? undefined extends z.input<S>
      ? { [K in P]?: z.input<S> }
      : Record<P, z.input<S>>
    : unknown
/** What an operation wants, as its contract says. */
type Wanted<O extends Operation> = Sent<O, 'params'> & Sent<O, 'body'>
type Answer<O extends Operation> = Contracts[O] extends { answer: infer S extends z.ZodType }
  ? z.output<S>
  : z.infer<z.ZodVoid>

type More<A> = {
  signal?: AbortSignal
  /** Checks the answer where its shape matters more than its size in the bundle. */
  answer?: { parse: (data: unknown) => A }
}
type Given<O extends Operation> = Wanted<O> & More<Answer<O>>
type AnyGiven = { params?: Readonly<Record<string, string>>; body?: unknown }
/** Nothing need be given where nothing is wanted. */
type GivenTo<O extends Operation> =
  Record<never, never> extends Given<O> ? [given?: Given<O>] : [given: Given<O>]

/**
 * Asks the API for an operation of `shared/http/contracts`. Answers as its contract says.
 * @throws ApiProblem for every refusal; 'offline' when the server could not be reached
 */
export async function call<O extends Operation>(operation: O, ...[given]: GivenTo<O>): Promise<Answer<O>> {
  const { params, body, signal, answer } = (given ?? {}) as More<Answer<O>> & AnyGiven
  const { method } = placeOf(operation)
  const askedAtMs = Date.now()
  const response = await send(method, addressOf(operation, params), { body, signal })
  const data = await readJson(response)
  if (!response.ok) throw told(readProblem(response, data))
  if (data === undefined && response.headers.has('content-type')) throw notOurs()
  hearClock(response.headers.get('date'), askedAtMs)
  return answer ? answer.parse(data) : (data as Answer<O>)
}

type Bytes = { params: Readonly<Record<string, string>>; query: string; bytes: Uint8Array<ArrayBuffer> }

/** Sends bytes as they are. @throws ApiProblem as `call` does */
export async function callWithBytes<O extends Operation>(
  operation: O,
  { params, query, bytes }: Bytes,
): Promise<Answer<O>> {
  const path = `${addressOf(operation, params)}?${query}`
  const response = await send(placeOf(operation).method, path, { body: bytes, signal: undefined })
  const data = await readJson(response)
  if (!response.ok) throw told(readProblem(response, data))
  if (data === undefined) throw notOurs()
  return data as Answer<O>
}

type Sending = { body: unknown; signal: AbortSignal | undefined }

async function send(method: Method, path: string, { body, signal }: Sending): Promise<Response> {
  const isBytes = body instanceof Uint8Array
  try {
    return await fetch(path, {
      method,
      credentials: 'same-origin',
      headers: {
        accept: 'application/json',
        ...(body !== undefined && {
          'content-type': isBytes ? 'application/octet-stream' : 'application/json',
        }),
      },
      ...(body !== undefined && {
        body: isBytes ? (body as Uint8Array<ArrayBuffer>) : JSON.stringify(body),
      }),
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

let onSignedOut = (): void => {}

/** Called whenever our server says that nobody is signed in here: nobody else's word for it counts. */
export function whenSignedOut(listener: () => void): void {
  onSignedOut = listener
}

function told(problem: ApiProblem): ApiProblem {
  if (problem.kind === 'not-signed-in') onSignedOut()
  return problem
}

/** A network that wants a sign-in of its own, or a proxy: for us it is as good as none. */
const notOurs = (status = 0) => new ApiProblem(status, 'offline', 'No network. Nothing was sent.')

function readProblem({ status, headers }: Response, data: unknown): ApiProblem {
  const body = (typeof data === 'object' && data !== null ? data : {}) as Record<string, unknown>
  const type = typeof body.type === 'string' ? body.type : ''
  if (!type.startsWith(urn)) return foreignProblem(status)
  const kind = type.slice(urn.length) as ProblemKind
  const words = [body.detail, body.title].find((text) => typeof text === 'string')
  const fields: Record<string, string> = {}
  for (const error of Array.isArray(body.errors) ? body.errors : [])
    if (typeof error?.field === 'string' && typeof error?.message === 'string')
      fields[error.field] ??= error.message
  const seconds = Number(headers.get('retry-after') ?? Number.NaN)
  const againAtMs = Number.isNaN(seconds) ? undefined : serverNow() + seconds * 1_000
  return new ApiProblem(
    status,
    kind,
    words ?? 'Something went wrong. Nothing already saved is lost.',
    fields,
    againAtMs,
  )
}

/** Somebody in between has answered, in their own words: what is ours cannot be known from it, least of all whether it is gone. */
function foreignProblem(status: number): ApiProblem {
  const words = 'Something went wrong. Nothing already saved is lost.'
  if (status === 413) return new ApiProblem(status, 'too-large', words)
  if (status === 429) return new ApiProblem(status, 'too-many-tries', words)
  if (status >= 502 && status <= 504) return new ApiProblem(status, 'busy', words)
  return status >= 500 ? new ApiProblem(status, 'failed', words) : notOurs(status)
}

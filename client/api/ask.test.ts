import { afterEach, describe, expect, it, vi } from 'vitest'
import { ApiProblem, ask } from './ask.ts'

const answers = (status: number, body: unknown, type = 'application/problem+json') =>
  vi.stubGlobal(
    'fetch',
    vi.fn(async () => new Response(JSON.stringify(body), { status, headers: { 'content-type': type } })),
  )
const problemOf = async (asking: Promise<unknown>): Promise<ApiProblem> => {
  const caught = await asking.then(
    () => undefined,
    (error) => error,
  )
  expect(caught).toBeInstanceOf(ApiProblem)
  return caught as ApiProblem
}

afterEach(() => vi.unstubAllGlobals())

describe('Asking the API', () => {
  it('answers what the server answers', async () => {
    answers(200, { isSetUp: true }, 'application/json; charset=utf-8')
    expect(await ask('GET', '/api/front')).toEqual({ isSetUp: true })
  })

  it('answers nothing for an empty answer', async () => {
    vi.stubGlobal(
      'fetch',
      vi.fn(async () => new Response(null, { status: 204 })),
    )
    expect(await ask('POST', '/api/sign-out')).toBeUndefined()
  })

  it('turns a problem document into its kind and one sentence a field', async () => {
    answers(400, {
      type: 'urn:greenroom:problem:bad-request',
      title: 'Something in this request is missing or not right',
      status: 400,
      errors: [
        { field: 'email', message: 'Write an email address.' },
        { field: 'email', message: 'A second sentence nobody needs.' },
        { field: 'event.timeZone', message: 'Choose a time zone.' },
      ],
    })
    const problem = await problemOf(ask('POST', '/api/setup', { body: {} }))
    expect(problem).toMatchObject({
      status: 400,
      kind: 'bad-request',
      fields: { email: 'Write an email address.', 'event.timeZone': 'Choose a time zone.' },
    })
  })

  it('calls an unreachable server offline', async () => {
    vi.stubGlobal(
      'fetch',
      vi.fn(async () => {
        throw new TypeError('Failed to fetch')
      }),
    )
    expect(await problemOf(ask('GET', '/api/me'))).toMatchObject({ kind: 'offline', status: 0 })
  })

  it('knows a proxy that answers in its own words', async () => {
    answers(502, '<html>', 'text/html')
    expect(await problemOf(ask('GET', '/api/me'))).toMatchObject({ kind: 'busy', status: 502 })
  })
})

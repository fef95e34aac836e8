import { afterEach, describe, expect, it, vi } from 'vitest'
import { ApiProblem, call, whenSignedOut } from './ask.ts'

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

const setUp = {
  ...{ token: '', name: '', email: '', password: '' },
  event: { name: '', timeZone: '' },
}

afterEach(() => vi.unstubAllGlobals())

describe('Asking the API', () => {
  it('answers what the server answers', async () => {
    answers(200, { isSetUp: true }, 'application/json; charset=utf-8')
    expect(await call('readFront')).toEqual({ isSetUp: true })
  })

  it('asks where the contract says, with what the path names', async () => {
    answers(200, {}, 'application/json')
    await call('giveAccess', { params: { id: 'a/b', memberId: 'Zoë' }, body: { level: 'read' } })
    expect(fetch).toHaveBeenCalledWith(
      '/api/cases/a%2Fb/access/Zo%C3%AB',
      expect.objectContaining({ method: 'PUT', body: '{"level":"read"}' }),
    )
  })

  it('answers nothing for an empty answer', async () => {
    vi.stubGlobal(
      'fetch',
      vi.fn(async () => new Response(null, { status: 204 })),
    )
    expect(await call('signOut')).toBeUndefined()
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
    const problem = await problemOf(call('setUp', { body: setUp }))
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
    expect(await problemOf(call('readMe'))).toMatchObject({ kind: 'offline', status: 0 })
  })

  it('knows a proxy that answers in its own words', async () => {
    answers(502, '<html>', 'text/html')
    expect(await problemOf(call('readMe'))).toMatchObject({ kind: 'busy', status: 502 })
  })

  it('[KE6] tells of a session that is over by our own document alone', async () => {
    const told = vi.fn()
    whenSignedOut(told)
    const strangers = [
      [401, '<html>', 'text/html'],
      [401, { title: 'Who are you?', type: 'about:blank' }, 'application/problem+json'],
      [401, { type: 'urn:greenroom:problem:wrong-pair' }, 'application/problem+json'],
      [403, {}, 'application/json'],
      [407, '', 'text/plain'],
    ] as const
    for (const [status, body, type] of strangers) {
      answers(status, body, type)
      await problemOf(call('readMe'))
    }
    expect(told).not.toHaveBeenCalled()
    answers(401, { type: 'urn:greenroom:problem:not-signed-in', title: 'Please sign in', status: 401 })
    expect(await problemOf(call('readMe'))).toMatchObject({ kind: 'not-signed-in' })
    expect(told).toHaveBeenCalledTimes(1)
  })

  it.each([
    [200, 'text/html'],
    [401, 'text/html'],
    [403, 'text/html'],
    [404, 'text/html'],
    [511, 'text/html'],
  ])(
    '[KE6] takes the %i of somebody in between for no network, or a server in trouble',
    async (status, type) => {
      answers(status, '<h1>Hotel</h1>', type)
      const { kind } = await problemOf(
        call('answerTask', { params: { id: '1' }, body: { answer: 'accepted' } }),
      )
      expect(['offline', 'failed']).toContain(kind)
    },
  )
})

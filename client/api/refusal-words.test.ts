import { expect, it } from 'vitest'
import { ApiProblem } from './ask.ts'
import { sayNotDone } from './refusal-words.ts'

it('says what did not happen, and what can be done', () => {
  const said = (status: number, kind: ApiProblem['kind']) =>
    sayNotDone('Amber Heron was not moved.', new ApiProblem(status, kind, 'There is no meeting now.'))
  expect(said(0, 'offline')).toBe('Offline. Amber Heron was not moved.')
  expect(said(404, 'not-available')).toBe("Amber Heron was not moved. You can't change it any more.")
  expect(said(409, 'conflict')).toBe('Amber Heron was not moved. There is no meeting now.')
  expect(said(503, 'busy')).toBe('Amber Heron was not moved. Try again in a moment.')
  expect(sayNotDone('The meeting was not started.', new Error('?'))).toBe(
    'The meeting was not started. Try again in a moment.',
  )
})

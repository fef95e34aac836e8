// The words for a field that is not right, where its schema has none of its own.

import { expect, it } from 'vitest'
import { InvitationAsk } from '#shared/http/people.ts'
import { readFieldErrors, wordIssue } from './field-errors.ts'

const errorsOf = (sent: unknown) => {
  const { error } = InvitationAsk.safeParse(sent, { error: wordIssue })
  return error ? readFieldErrors(error) : []
}

it('asks for a whole number where one and a half people would be invited', () => {
  expect(errorsOf({ role: 'staff', maxUses: 1.5 })).toEqual([
    { field: 'maxUses', message: 'Write a whole number.' },
  ])
})

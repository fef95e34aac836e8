// What is wrong with each field of a request, in plain words. A schema's own sentence comes first; these are the
// words for everything that has none. Never repeats what was sent.

import type { z } from 'zod'
import type { FieldError } from './errors.ts'

/** Bounded, because a hostile list of 10,000 wrong entries would be answered with 10,000 sentences. */
const maxErrors = 20

/** The sentences of a failed parse, one per issue, with the path of the field (`event.timeZone`; empty: the whole). */
export function readFieldErrors(error: z.ZodError): FieldError[] {
  return error.issues.slice(0, maxErrors).map(({ path, message }) => ({ field: path.join('.'), message }))
}

/** Pass as `safeParse(sent, { error: wordIssue })`. */
export function wordIssue(issue: z.core.$ZodRawIssue): string {
  if (issue.input === undefined) return 'This is missing.'
  if (issue.code === 'too_big') return wordTooBig(issue.origin, Number(issue.maximum))
  if (issue.code === 'too_small') return wordTooSmall(issue.origin, Number(issue.minimum))
  if (issue.code === 'invalid_value') return `Choose one of: ${issue.values.map(String).join(', ')}.`
  if (issue.code === 'invalid_type' && issue.expected === 'int') return 'Write a whole number.'
  if (issue.code === 'invalid_type') return 'This is not the kind of value that belongs here.'
  return 'This is not written as it should be.'
}

function wordTooBig(origin: string, most: number): string {
  if (origin === 'string') return `This is too long: at most ${most.toLocaleString('en')} characters.`
  if (origin === 'array') return `These are too many: at most ${most.toLocaleString('en')}.`
  return `At most ${most.toLocaleString('en')}.`
}

function wordTooSmall(origin: string, least: number): string {
  if (origin === 'string') return least === 1 ? 'This is empty.' : `At least ${least} characters.`
  if (origin === 'array') return `At least ${least} of these.`
  return `At least ${least}.`
}

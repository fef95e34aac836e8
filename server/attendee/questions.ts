// What an attendee is asked, one screen each, in the words of the procedure that Greenroom brings. Each can be skipped. Nothing asks
// what should happen, and nothing offers to take a report back.

import { AttendeeWords } from '#shared/http/attendee.ts'
import type { Fact } from '#shared/http/cases.ts'
import { limits } from '#shared/limits.ts'
import { cleanText } from '#shared/text/clean.ts'

type Field = 'danger' | 'whatHappened' | 'when' | 'where' | 'who' | 'others' | 'circumstances' | 'toldBy'

export type Question = {
  id: Field
  ask: string
  hint?: string
  /** How it is answered: by two buttons, in a box or in a larger one. */
  by: 'yes-no' | 'box' | 'large-box'
  /** One may not know: said by a button of its own. */
  isFact?: true
  maxChars: number
}

const line = { by: 'box', maxChars: limits.maxLineChars } as const

export const questions: readonly Question[] = [
  {
    id: 'danger',
    ask: 'Is anyone in danger right now?',
    ...{ by: 'yes-no', maxChars: 0 },
  },
  {
    id: 'whatHappened',
    ask: 'What happened?',
    hint: 'In your own words, as much or as little as you like.',
    ...{ by: 'large-box', maxChars: limits.maxTextChars },
  },
  {
    id: 'when',
    ask: 'When did it happen, roughly?',
    hint: 'A time, or “after lunch”.',
    ...line,
    isFact: true,
  },
  { id: 'where', ask: 'Where was it?', ...line, isFact: true },
  {
    id: 'who',
    ask: 'Who did it?',
    hint: 'Name, badge number, or what they look like. If they are of the event’s own team, write as much of their name as you know: they will not be shown this.',
    ...{ ...line, isFact: true },
  },
  { id: 'others', ask: 'Who else was there or was involved?', ...line, isFact: true },
  { id: 'circumstances', ask: 'What was going on around it?', ...line, isFact: true },
  {
    id: 'toldBy',
    ask: 'Would you like to say who you are?',
    hint: 'You don’t have to give your name. If you do, you can also say how to reach you safely.',
    ...line,
  },
]

export const questionOf = (id: string | undefined): Question | undefined =>
  questions.find((one) => one.id === id)

export type Words = Partial<AttendeeWords>

/** @returns what is wrong with it, in words */
export function withAnswer(
  words: Words,
  { id, by, isFact, maxChars }: Question,
  given: Given,
): Words | { wrong: string } {
  const { [id]: _, ...others } = words
  if (given.go === 'unknown') return { ...others, [id]: { missing: 'unknown' } }
  if (by === 'yes-no') return given.go === 'skip' ? others : { ...others, [id]: given.go === 'yes' }
  const read = (isFact ? cleanText(maxChars) : AttendeeWords.shape[id]).safeParse(given.answer)
  if (!read.success) return { wrong: read.error.issues[0]?.message ?? 'This can’t be read.' }
  return given.go === 'skip' || !read.data ? { ...others, ...refused(id) } : { ...others, [id]: read.data }
}

/** Which button was pressed, and what stood in the box. */
export type Given = { go: string; answer: string }

/** A fact that was asked and not answered is not one that nobody asked for. */
const refused = (id: Field): Words =>
  id === 'toldBy' || id === 'whatHappened' || id === 'danger' ? {} : { [id]: { missing: 'refused' } }

/** As the last screen says it back; nothing where nothing was said. */
export function sayAnswer(words: Words, { id }: Question): string | undefined {
  const said = words[id] as Fact | boolean | undefined
  if (typeof said === 'boolean') return said ? 'Yes, or not sure' : 'No'
  if (typeof said === 'object') return said.missing === 'unknown' ? 'I don’t know' : undefined
  return said || undefined
}

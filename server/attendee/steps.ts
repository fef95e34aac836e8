// What a press on a screen of the attendee's page does, and which screen is next. Everything that was written goes back and forth in
// the bodies of forms: no address, cookie or storage holds any of it.

import { ReturnMessageAsk } from '#shared/http/attendee.ts'
import type { ShareName } from '#shared/http/contract.ts'
import { limits } from '#shared/limits.ts'
import { readOutside } from '../case/outside.ts'
import { drawToken } from '../people/tokens.ts'
import { Problem } from '../platform/errors.ts'
import type { Sealing } from '../platform/sealing.ts'
import { type Draft, keepDraft, readDraft } from './drafts.ts'
import { type Question, questionOf, questions, type Words, withAnswer } from './questions.ts'
import { codeOf } from './receipts.ts'
import { addToReturn, findReceipt, readReturn } from './returns.ts'
import type { AttendeeDeps } from './routes.ts'
import * as screens from './screens.ts'
import { sendFromAttendee } from './send.ts'

/** The fields of a form; a field that is there twice counts once. */
export type Fields = Readonly<Record<string, string | undefined>>

export type Stepping = {
  deps: AttendeeDeps & { sealing: Sealing }
  frame: screens.Frame
  /** @throws Problem too-fast */
  count: (share: ShareName) => void
}
/** `status`: 200 where nothing else is said. */
export type Screen = { page: string; status?: number }

const isKey = (key: string | undefined): key is string => key !== undefined && /^[\w-]{43}$/.test(key)

export async function step(stepping: Stepping, fields: Fields): Promise<Screen> {
  const { deps, frame, count } = stepping
  const { step: name } = fields
  if (name === 'begin') {
    count('attendee-report')
    return ask(stepping, drawToken(), {}, questions[0]!)
  }
  if (name === 'code') return { page: screens.codeScreen(frame) }
  if (name === 'return') return comeBack(stepping, fields)
  if (name === 'add') return add(stepping, fields)
  const { key } = fields
  if (!isKey(key) || (name !== 'check' && !questionOf(name))) return { page: screens.startScreen(frame) }
  const draft = await readDraft(deps.db, key, frame.now)
  if (draft?.is === 'left') return { page: leftWords(frame) }
  if (draft?.is === 'sent') return sent(stepping, key)
  const kept = draft ? draft.words : {}
  return name === 'check'
    ? check(stepping, key, kept, fields, draft)
    : answer(stepping, key, kept, fields, draft)
}

/** They leave: what they had written is gone, and nothing here shows it again. */
export async function leave({ deps, frame }: Omit<Stepping, 'count'>, { key }: Fields): Promise<void> {
  if (!isKey(key)) return
  if (await readDraft(deps.db, key, frame.now)) await keepDraft(deps.db, key, { is: 'left' }, frame.now)
}

const leftWords = (frame: screens.Frame) =>
  screens.wordScreen(frame, 'You left this page', 'What you had not sent is gone.')

async function keep({ deps, frame }: Stepping, key: string, words: Words): Promise<void> {
  await keepDraft(deps.db, key, { is: 'written', words }, frame.now)
}

async function ask(stepping: Stepping, key: string, words: Words, question: Question): Promise<Screen> {
  await keep(stepping, key, words)
  return { page: screens.questionScreen({ ...stepping.frame, key }, question, words) }
}

async function answer(
  stepping: Stepping,
  key: string,
  kept: Words,
  { step: name, go = 'next', answer: typed = '' }: Fields,
  draft: Draft | undefined,
): Promise<Screen> {
  const question = questionOf(name)!
  const frame = { ...stepping.frame, key }
  // Nothing that is typed is lost by going back, nor by the hour that has passed.
  if (!draft) stepping.count('attendee-report')
  const isBack = go === 'back'
  const words =
    isBack && typed.trim() === ''
      ? kept
      : withAnswer(kept, question, { go: isBack ? 'next' : go, answer: typed })
  if ('wrong' in words) {
    const shown = typed.slice(0, question.maxChars)
    return { page: screens.questionScreen(frame, question, kept, words.wrong, shown), status: 400 }
  }
  await keep(stepping, key, words)
  const next = questions[questions.indexOf(question) + (isBack ? -1 : 1)]
  if (next) return { page: screens.questionScreen(frame, next, words) }
  return { page: screens.checkScreen(frame, words) }
}

async function check(
  stepping: Stepping,
  key: string,
  words: Words,
  { go }: Fields,
  draft: Draft | undefined,
): Promise<Screen> {
  const { deps, frame } = stepping
  if (!draft) {
    const gone = 'This page was open for more than an hour. What was written is gone.'
    return { page: screens.wordScreen(frame, 'That took too long', gone), status: 410 }
  }
  const change = questionOf(go)
  if (change) return ask(stepping, key, words, change)
  await sendFromAttendee(deps.takeFromAttendee, frame.event.id, { whatHappened: '', ...words }, key)
  await keepDraft(deps.db, key, { is: 'sent' }, frame.now)
  return sent(stepping, key)
}

/** Also when the browser sends the same once more, because the answer did not come. */
async function sent({ deps, frame }: Stepping, key: string): Promise<Screen> {
  const outside = await readOutside(deps.db, deps.sealing, frame.event.id)
  return { page: screens.sentScreen({ ...frame, key }, codeOf(key), outside) }
}

const codeWrong = 'This code leads nowhere. Please look at each word again.'

async function comeBack(stepping: Stepping, { code = '' }: Fields, more = {}): Promise<Screen> {
  const { deps, frame, count } = stepping
  count('attendee-code')
  const found = await findReceipt(deps.db, code.slice(0, 1_000)).catch(unlessUnknown)
  if (!found) return { page: screens.codeScreen(frame, codeWrong), status: 404 }
  return { page: screens.returnScreen(frame, code, await readReturn(deps, found), more) }
}

function unlessUnknown(error: unknown): undefined {
  if (!(error instanceof Problem) || error.body.status !== 404) throw error
}

async function add(stepping: Stepping, { code = '', id, answer: typed = '' }: Fields): Promise<Screen> {
  const { deps, count } = stepping
  const read = ReturnMessageAsk.safeParse({ code, id, text: typed })
  if (!read.success) {
    const wrong = read.error.issues.find(({ path }) => path[0] === 'text')?.message
    const screen = await comeBack(stepping, { code }, { wrong, typed: typed.slice(0, limits.maxTextChars) })
    return { status: 400, ...screen }
  }
  count('attendee-code')
  const found = await findReceipt(deps.db, code).catch(unlessUnknown)
  if (found) await addToReturn(deps, found, read.data)
  return comeBack(stepping, { code })
}

// How a word that is owed to a reporter is said: what, and until when. Late is said, never shouted.

import type { OwedWord } from '#shared/http/contacts.ts'
import { sayDue } from '#shared/tasks/due-words.ts'

const words: Record<OwedWord['kind'], string> = {
  acknowledge: 'First word to the reporter',
  promised: 'Promised word to the reporter',
  outcome: 'What came of it, to the reporter',
}

/** 'First word to the reporter by tomorrow 22:00', '… was due Fri 22:00, late by 3 h' */
export function sayOwed({ kind, dueAt }: OwedWord, now: Date, timeZone: string): string {
  const { text, late } = sayDue(dueAt, null, now, timeZone)
  return late ? `${words[kind]} was due ${text}, ${late.toLowerCase()}` : `${words[kind]} by ${text}`
}

// How the words to a reporter are said: the clocks, each word, and how to reach them. Pure.

import { type Clock, clockState } from '#shared/contacts/owed.ts'
import type { Said } from '#shared/entries/contact.ts'
import type { Contact, Contacts, ReachAsk } from '#shared/http/contacts.ts'

/** What a word was, to choose from: short enough for four beside each other on a phone. */
export const contactChoices: Record<Contact['kind'], string> = {
  acknowledged: 'It came in',
  asked: 'A question',
  status: 'How it stands',
  outcome: 'Outcome',
}

/** What a word was. */
export const contactTitles: Record<Contact['kind'], string> = {
  acknowledged: 'That it came in',
  asked: 'A question',
  status: 'How it stands',
  outcome: 'What came of it',
}

const clockNames = { acknowledge: 'That it came in', outcome: 'What came of it' } as const

function sayClock(clock: Clock, now: Date, when: (iso: string) => string): string {
  switch (clockState(clock, now)) {
    case 'met':
      return `told ${when(clock.metAt!)}, in time`
    case 'met-late':
      return `told ${when(clock.metAt!)}, later than ${when(clock.dueAt)}`
    case 'running':
      return `by ${when(clock.dueAt)}`
    case 'missed':
      return `was due ${when(clock.dueAt)}`
  }
}

/** Both clocks, a line each, and the next word that was promised. */
export function clockLines(
  { clocks, owed }: Pick<Contacts, 'clocks' | 'owed'>,
  now: Date,
  when: (iso: string) => string,
): { label: string; text: string; isMissed: boolean }[] {
  const lines = (['acknowledge', 'outcome'] as const).map((name) => ({
    label: clockNames[name],
    text: sayClock(clocks[name], now, when),
    isMissed: clockState(clocks[name], now) === 'missed',
  }))
  if (owed?.kind !== 'promised') return lines
  const isMissed = Date.parse(owed.dueAt) < now.getTime()
  const promised = { label: 'Promised', text: `${isMissed ? 'was due' : 'by'} ${when(owed.dueAt)}`, isMissed }
  return [promised, ...lines]
}

export const saidTitles: Record<Said, string> = { yes: 'Yes', no: 'No', 'not-asked': 'Not asked yet' }

/** What is known of how to reach them, a line each; what nobody has said is left out. */
export const reachLines = ({ way, avoid, fears, wantsWord }: ReachAsk): { label: string; text: string }[] =>
  [
    { label: 'Safe way', text: way },
    { label: 'To avoid', text: avoid },
    { label: 'Fears retaliation', text: saidTitles[fears] },
    { label: 'Wants to hear more', text: saidTitles[wantsWord] },
  ].filter(({ text }) => text.trim() !== '')

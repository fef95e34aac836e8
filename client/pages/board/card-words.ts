// What a card says. Pure: the words follow from the card, the moment and the event's time zone. Names of
// members only; names of people in a case never reach a card (the server masks them to their roles).

import type { CaseCard } from '#shared/http/cases.ts'
import type { Meeting } from '#shared/http/meetings.ts'
import type { MemberId } from '#shared/ids.ts'
import { sayDue, sayTime } from '#shared/tasks/due-words.ts'
import { localTime, weekdayOf } from '#shared/tasks/zone.ts'
import { inLine } from '#shared/text/bounded.ts'
import { sayOwed } from '../../ui/owed-words.ts'

/** What turns ids and moments into words. `firstNameOf` gives undefined for somebody who is gone. */
export type Telling = {
  now: Date
  timeZone: string
  firstNameOf: (member: MemberId) => string | undefined
}

export type CardWords = {
  /** 'Reported 13:52 by Hana', 'Reported 13:52 on the attendee page', 'Decided 12:10', 'Closed Wed 18:20' */
  standing: string
  /** The next step, or the open question of a running meeting; null when there is none. */
  next: { what: string; detail: string } | null
  /** '14:25, in 9 min', 'Late by 4 min'; null while there is time. */
  due: string | null
  /** '1 of 5 done', '1 task', 'No tasks yet' */
  tasks: string
  /** 'First word to the reporter by tomorrow 22:00'; null where none is owed. */
  owed: string | null
}

const questions = [
  'What happened?',
  'Are we doing anything about it?',
  'Who is doing those things?',
  'When are they doing them?',
]

function standingOf(card: CaseCard, { now, timeZone, firstNameOf }: Telling): string {
  const since = sayTime(new Date(card.stageSince), now, timeZone)
  if (card.stage === 'decided') return `Decided ${since}`
  if (card.stage === 'closed') return `Closed ${since}`
  const by = card.reportedBy && firstNameOf(card.reportedBy)
  const how = by ? ` by ${by}` : card.reportedBy === null ? ' on the attendee page' : ''
  return `Reported ${sayTime(new Date(card.reportedAt), now, timeZone)}${how}`
}

function tasksOf({ done, total }: CaseCard['tasks']): string {
  if (total === 0) return 'No tasks yet'
  if (done === 0) return total === 1 ? '1 task' : `${total} tasks`
  return `${done} of ${total} done`
}

const openQuestion = (meeting: Meeting) => ({
  what: questions[meeting.question - 1] ?? questions[0]!,
  detail: `Question ${meeting.question} of 4 is open`,
})

/** Everything a card says, in the words of this moment. */
export function cardWords(card: CaseCard, telling: Telling): CardWords {
  const standing = standingOf(card, telling)
  const rest = {
    tasks: tasksOf(card.tasks),
    owed: card.owed ? sayOwed(card.owed, telling.now, telling.timeZone) : null,
  }
  if (!card.next || card.stage === 'closed')
    return { standing, next: card.meeting ? openQuestion(card.meeting) : null, due: null, ...rest }
  const said = sayDue(card.next.due, card.next.dueWords, telling.now, telling.timeZone)
  const due = said.late ?? (said.soon ? `${said.text}, ${said.soon}` : null)
  const who = (card.next.who && telling.firstNameOf(card.next.who)) || 'No one yet'
  const detail = due ? who : `${who}, ${said.text}`
  return {
    standing,
    next: card.meeting ? openQuestion(card.meeting) : { what: card.next.what, detail },
    due,
    ...rest,
  }
}

/** 'is in a meeting, Room 2.14. Started 14:04, 12 minutes ago.' */
export function meetingWords(meeting: Meeting, now: Date, timeZone: string): string {
  const started = new Date(meeting.startedAt)
  const minutes = Math.max(0, Math.floor((now.getTime() - started.getTime()) / 60_000))
  const ago =
    minutes === 0
      ? 'just now'
      : minutes === 1
        ? '1 minute ago'
        : minutes < 60
          ? `${minutes} minutes ago`
          : null
  const place = meeting.place ? `, ${inLine(meeting.place)}` : ''
  return `is in a meeting${place}. Started ${sayTime(started, now, timeZone)}${ago ? `, ${ago}` : ''}.`
}

const weekdays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']

/** 'Thursday. You are on 9 cases.' */
export function boardLine(cases: number, now: Date, timeZone: string): string {
  const day = weekdays[weekdayOf(localTime(now, timeZone))]
  const on =
    cases === 0 ? 'You are on no cases' : cases === 1 ? 'You are on 1 case' : `You are on ${cases} cases`
  return `${day}. ${on}.`
}

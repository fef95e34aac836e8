// What news makes out of date, and the words for what a reader of the board should hear.

import type { Arrival } from '#shared/http/arrivals.ts'
import type { MemberId } from '#shared/ids.ts'
import type { News } from '#shared/protocol/events.ts'
import { keys } from '../api/keys.ts'
import { stageTitles } from '../ui/stage-titles.ts'

/**
 * The keys of the answers to ask again.
 * @param arrivals who is known to wait: somebody else may have let them in
 */
export function outdatedBy(
  news: News,
  arrivals: readonly Pick<Arrival, 'case'>[] = [],
): (readonly string[])[] {
  switch (news.kind) {
    case 'case': {
      const isWaitedIn = arrivals.some((one) => one.case === news.case)
      return [...outdatedIn(news), ...(isWaitedIn ? [keys.arrivals] : [])]
    }
    case 'task':
      return [keys.myTasks]
    case 'members':
      // Whoever joined has used an invitation; who is on duty is a word about members, too.
      return [keys.members, keys.invitations, keys.roster]
    case 'phones':
      return [keys.waitingPhones]
    case 'arrivals':
      return [keys.arrivals]
    case 'procedure':
      return news.reminds ? [keys.procedureReaders, keys.procedure] : [keys.procedureReaders]
    case 'page':
      return [keys.pages]
    case 'access':
      return [
        keys.me,
        keys.cases,
        keys.everyCase,
        keys.myTasks,
        keys.members,
        keys.invitations,
        keys.conflictChecks,
        keys.waitingPhones,
        keys.arrivals,
        keys.pages,
      ]
  }
}

/** Who reads the head also reads the board; who is in a case, or on it, changes what its card may show. */
function outdatedIn({ case: id, part }: Extract<News, { kind: 'case' }>): (readonly string[])[] {
  const cards = [keys.cases, keys.casePart(id, 'head')]
  switch (part) {
    case 'head':
      return cards
    case 'reports':
      return [keys.casePart(id, 'reports'), keys.files(id)]
    case 'people':
    case 'access':
      return [...cards, keys.casePart(id, part)]
    case 'present':
      return [keys.meetingsNow]
    case 'meetings':
      return [...cards, keys.casePart(id, part), keys.knownWords(id), keys.meetingsNow]
    // What changed is not said, or by a server that knows more parts than this client does.
    default:
      return [keys.cases, keys.case(id)]
  }
}

/** "Cedar Lark moved to Decided by Nkechi", or nothing to say: about other changes, and about what `me` moved. */
export function wordsOf(news: News, me?: MemberId): string | undefined {
  if (news.kind !== 'case' || !news.moved || news.moved.member === me) return undefined
  const { codeName, stage, by } = news.moved
  const title = Object.entries(stageTitles).find(([known]) => known === stage)?.[1] ?? stage
  return `${codeName} moved to ${title} by ${by}`
}

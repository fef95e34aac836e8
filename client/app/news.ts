// What news makes out of date, and the words for what a reader of the board should hear.

import type { MemberId } from '#shared/ids.ts'
import type { News } from '#shared/protocol/events.ts'
import { keys } from '../api/keys.ts'
import { stageTitles } from '../ui/stage-titles.ts'

/** The keys of the answers to ask again. */
export function outdatedBy(news: News): (readonly string[])[] {
  switch (news.kind) {
    case 'case':
      return [keys.cases, keys.case(news.case)]
    case 'task':
      return [keys.myTasks]
    case 'members':
      // Whoever joined has used an invitation.
      return [keys.members, keys.invitations]
    case 'phones':
      return [keys.waitingPhones]
    case 'page':
      return [keys.pages]
    case 'access':
      return [
        keys.cases,
        keys.everyCase,
        keys.myTasks,
        keys.members,
        keys.invitations,
        keys.conflictChecks,
        keys.waitingPhones,
        keys.pages,
      ]
  }
}

/** "Cedar Lark moved to Decided by Nkechi", or nothing to say: about other changes, and about what `me` moved. */
export function wordsOf(news: News, me?: MemberId): string | undefined {
  if (news.kind !== 'case' || !news.moved || news.moved.member === me) return undefined
  const { codeName, stage, by } = news.moved
  const title = Object.entries(stageTitles).find(([known]) => known === stage)?.[1] ?? stage
  return `${codeName} moved to ${title} by ${by}`
}

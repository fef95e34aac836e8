// What news makes out of date, and the words for what a reader of the board should hear.

import { stages, stageTitles } from '#shared/cases/stages.ts'
import type { News } from '#shared/protocol/events.ts'
import { keys } from '../api/keys.ts'

/** The keys of the answers to ask again. */
export function outdatedBy(news: News): (readonly string[])[] {
  switch (news.kind) {
    case 'case':
      return [keys.cases, keys.case(news.case)]
    case 'task':
      return [keys.myTasks]
    case 'members':
      return [keys.members]
    case 'access':
      return [keys.cases, keys.everyCase, keys.myTasks, keys.members]
  }
}

/** "Cedar Lark moved to Decided by Nkechi", or nothing to say. */
export function wordsOf(news: News): string | undefined {
  if (news.kind !== 'case' || !news.moved) return undefined
  const { codeName, stage, by } = news.moved
  const known = stages.find((one) => one === stage)
  return `${codeName} moved to ${known ? stageTitles[known] : stage} by ${by}`
}

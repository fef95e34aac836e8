// Tells the screens of a member that something changed: ids and code names only. What changed they ask for
// themselves, and are answered by their rights at that moment.

import type { CaseId, MemberId } from '#shared/ids.ts'
import type { News } from '#shared/protocol/events.ts'

export type NewsDeps = {
  emit: (member: MemberId, news: News) => void
  emitToAll: (news: News) => void
  membersOf: (caseId: CaseId) => Promise<MemberId[]>
  failed: (error: unknown) => void
}

export type NewsDesk = {
  tellMembers: (members: readonly MemberId[], news: News) => void
  /** To everybody who may open the case at that moment. */
  tellCase: (caseId: CaseId, news: News) => Promise<void>
  /** The same for changes that come with every keystroke: at once, then at most one each `calmMs`. */
  tellCaseCalmly: (caseId: CaseId) => void
  tellAll: (news: News) => void
  close: () => void
}

const calmMs = 400

export function createNews(deps: NewsDeps): NewsDesk {
  const resting = new Map<CaseId, { timer: NodeJS.Timeout; again: boolean }>()

  const tellMembers: NewsDesk['tellMembers'] = (members, news) => {
    for (const member of members) deps.emit(member, news)
  }
  const tellCase: NewsDesk['tellCase'] = async (caseId, news) =>
    tellMembers(await deps.membersOf(caseId), news)
  const tellCaseCalmly: NewsDesk['tellCaseCalmly'] = (caseId) => {
    const rest = resting.get(caseId)
    if (rest) {
      rest.again = true
      return
    }
    tellCase(caseId, { kind: 'case', case: caseId }).catch(deps.failed)
    const timer = setTimeout(() => {
      const again = resting.get(caseId)?.again
      resting.delete(caseId)
      if (again) tellCaseCalmly(caseId)
    }, calmMs)
    resting.set(caseId, { timer, again: false })
  }
  return {
    tellMembers,
    tellCase,
    tellCaseCalmly,
    tellAll: deps.emitToAll,
    close: () => {
      for (const { timer } of resting.values()) clearTimeout(timer)
      resting.clear()
    },
  }
}

// Tells the screens of a member that something changed: ids and code names only. What changed they ask for
// themselves, and are answered by their rights at that moment.

import type { CaseId, MemberId } from '#shared/ids.ts'
import type { News } from '#shared/protocol/events.ts'

export type NewsDeps = {
  emit: (member: MemberId, news: News) => void
  /** The same on this node only. */
  emitHere: (member: MemberId, news: News) => void
  emitToAll: (news: News) => void
  /** To those of this node only. */
  emitToAllHere: (news: News) => void
  membersOf: (caseId: CaseId) => Promise<MemberId[]>
  isMeeting: (caseId: CaseId) => Promise<boolean>
  failed: (error: unknown) => void
}

export type NewsDesk = {
  tellMembers: (members: readonly MemberId[], news: News) => void
  /** To everybody who may open the case at that moment. */
  tellCase: (caseId: CaseId, news: News) => Promise<void>
  /** The same for changes of tasks, which come with every keystroke: at once, then at most one each `calmMs`. */
  tellCaseCalmly: (caseId: CaseId) => void
  /** Who is in a case's meeting has changed; every node sees that by itself. Calmly: a whole team comes at once. */
  tellPresentCalmly: (caseId: CaseId) => void
  tellAll: (news: News) => void
  /** To everybody on this node, for what may come in bursts, as when a whole team connects anew. */
  tellAllHereCalmly: (news: News) => void
  close: () => void
}

const calmMs = 400

export function createNews(deps: NewsDeps): NewsDesk {
  const resting = new Map<string, { timer: NodeJS.Timeout; again: boolean }>()
  const calmly = (what: string, tell: () => void): void => {
    const rest = resting.get(what)
    if (rest) {
      rest.again = true
      return
    }
    tell()
    const timer = setTimeout(() => {
      const again = resting.get(what)?.again
      resting.delete(what)
      if (again) calmly(what, tell)
    }, calmMs)
    resting.set(what, { timer, again: false })
  }

  const tellMembers: NewsDesk['tellMembers'] = (members, news) => {
    for (const member of members) deps.emit(member, news)
  }
  const tellCase: NewsDesk['tellCase'] = async (caseId, news) =>
    tellMembers(await deps.membersOf(caseId), news)
  return {
    tellMembers,
    tellCase,
    tellCaseCalmly: (caseId) =>
      calmly(
        caseId,
        () => void tellCase(caseId, { kind: 'case', case: caseId, part: 'head' }).catch(deps.failed),
      ),
    tellPresentCalmly: (caseId) =>
      calmly(`present ${caseId}`, () => void tellPresent(deps, caseId).catch(deps.failed)),
    tellAll: deps.emitToAll,
    tellAllHereCalmly: (news) => calmly(news.kind, () => deps.emitToAllHere(news)),
    close: () => {
      for (const { timer } of resting.values()) clearTimeout(timer)
      resting.clear()
    },
  }
}

async function tellPresent({ isMeeting, membersOf, emitHere }: NewsDeps, caseId: CaseId): Promise<void> {
  if (!(await isMeeting(caseId))) return
  for (const member of await membersOf(caseId))
    emitHere(member, { kind: 'case', case: caseId, part: 'present' })
}

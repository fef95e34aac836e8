// What becomes of a group of pushes: it goes the write path, and everybody in it is answered, whatever happens. What comes
// back unanswered is put into the next group. Nothing goes round for ever: a group that comes back whole counts a try,
// is judged by other means the next time (flush.ts), and after a few is told that it was not saved.

import type { CaseId } from '#shared/ids.ts'
import { type Refusal, refuse } from '#shared/protocol/refusals.ts'
import { isDatabaseAway } from '../../platform/db.ts'
import type { Flush, Outcome } from './flush.ts'
import type { Holder } from './holder.ts'
import type { Waiting } from './push-turns.ts'

export type SettlingDeps = {
  failed: (error: unknown, caseId: CaseId) => void
  /** A right or a session ended while words were being written: the document was read anew, and the group judged again. */
  judgedAgain: (caseId: CaseId, tries: number) => void
}

/** What came of a group: whether it could be saved, and those who had no time in it. */
type Settled = { isSaved: boolean; later: readonly Waiting[] }

/** The second try cannot go stale (flush.ts); the third is there for what nobody has thought of. */
const mostTries = 3

/** @returns a function that flushes a group and answers everybody in it, whatever happens */
export function createSettling(
  caseId: CaseId,
  deps: SettlingDeps,
  { load, drop }: Pick<Holder, 'load' | 'drop'>,
  flush: Flush,
) {
  const settle = async (group: readonly Waiting[]): Promise<Settled> => {
    let outcome: Outcome | undefined
    let why: Refusal = 'not-available'
    try {
      const live = await load()
      const pushes = group.map(({ push }) => push)
      const isAgain = group.some(({ tries }) => tries > 0)
      if (live) outcome = await flush(live, pushes, isAgain)
    } catch (error) {
      drop(error)
      if (group.length > 1 && !isDatabaseAway(error)) return settleOneByOne(group)
      why = 'not-saved'
    }
    if (outcome?.isStale) drop()
    tell(outcome)
    const later: Waiting[] = []
    for (const one of group) {
      const answer = outcome ? outcome.answers.get(one.push) : refuse(why)
      if (answer) one.answer(answer)
      else later.push(one)
    }
    return { isSaved: why !== 'not-saved', later: later.length < group.length ? later : comeBackWhole(later) }
  }

  /** @returns those that may be tried once more */
  const comeBackWhole = (group: readonly Waiting[]): readonly Waiting[] => {
    for (const one of group) one.tries += 1
    deps.judgedAgain(caseId, Math.max(...group.map(({ tries }) => tries)))
    const spent = group.filter(({ tries }) => tries >= mostTries)
    if (spent.length > 0) deps.failed(new Error('pushes came back unanswered too often'), caseId)
    for (const one of spent) one.answer(refuse('not-saved'))
    return group.filter(({ tries }) => tries < mostTries)
  }

  const tell = (outcome: Outcome | undefined): void => {
    try {
      outcome?.tell()
    } catch (error) {
      deps.failed(error, caseId)
    }
  }

  /** One push that the database does not take must not hold back the others of its group for ever. */
  const settleOneByOne = async (group: readonly Waiting[]): Promise<Settled> => {
    let failures = 0
    const later: Waiting[] = []
    for (const one of group) {
      // It is not this or that push then: the rest is spared the tries.
      if (failures > 1) one.answer(refuse('not-saved'))
      else {
        const settled = await settle([one])
        later.push(...settled.later)
        if (!settled.isSaved) failures++
      }
    }
    return { isSaved: failures === 0, later }
  }
  return settle
}

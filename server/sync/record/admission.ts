// Allowed? And may it enter? A group of pushes is judged and, as far as it may, applied to the live document that
// nobody can see yet: a run for each member, because a row of the log says whose it is.

import { mayInCase } from '#shared/access/rules.ts'
import type { CaseId, MemberId } from '#shared/ids.ts'
import { type Refusal, refuse } from '#shared/protocol/refusals.ts'
import type { TaskChange } from '#shared/tasks/fold.ts'
import type { Standings } from '../../case/rights.ts'
import { changesNothing } from '../guard/guard.ts'
import type { Effect, LiveDocument, Work } from './live-document.ts'
import type { OnBehalf } from './on-behalf.ts'

export type Push = {
  member: MemberId
  /** The socket's session; undefined for what the server does on a member's behalf within a checked request. */
  session?: string
  socket?: string
  /** The life of the record that the socket has joined; words for an earlier one do not enter this one. */
  epoch?: string
  work: { is: 'bytes'; update: Uint8Array } | { is: 'edit'; edit: OnBehalf }
}

/** A run of one member's pushes that is in the document and not yet in the log. */
export type Entered = { member: MemberId; mayWrite: boolean; pushes: readonly Push[]; effect: Effect }
export type Admitted = { entered: Entered[]; answers: Map<Push, { ok: false; why: Refusal }> }
/** Under what a group is judged; sessions are given where they were asked, and else proved by the statement. */
export type Rights = { standings: Standings; sessions?: ReadonlySet<string> }

export type AdmissionDeps = {
  /** A clientID for what the server writes on this member's behalf, here, until the process ends. */
  clientFor: (caseId: CaseId, member: MemberId) => number
}

/** What judging and applying may take of the process before the others get their turn. */
const admissionMs = 20

/** Judges the group, a run for each member, and applies what may enter. */
export function admit(
  caseId: CaseId,
  deps: AdmissionDeps,
  live: LiveDocument,
  group: readonly Push[],
  rights: Rights,
): Admitted {
  const admitted: Admitted = { entered: [], answers: new Map() }
  const endAt = performance.now() + admissionMs
  for (const [member, pushes] of byMember(group)) {
    if (admitted.entered.length > 0 && performance.now() > endAt) break
    const allowed = pushes.filter((push) => {
      const why = refusalByRights(push, rights, live) ?? refusalByEpoch(push, live)
      if (why !== undefined) admitted.answers.set(push, refuse(why))
      return why === undefined
    })
    if (allowed.length === 0) continue
    const mayWrite = mayWriteBy(rights.standings, member)
    const works = allowed.map(
      ({ work }): Work =>
        work.is === 'bytes'
          ? work
          : { is: 'edit', client: deps.clientFor(caseId, member), edit: (doc) => work.edit(doc, mayWrite) },
    )
    const { effect, refusals } = live.run(member, works, () => performance.now() < endAt)
    for (const [index, why] of refusals.entries())
      if (why !== undefined) admitted.answers.set(allowed[index]!, refuse(why))
    const entered = allowed.slice(0, refusals.length).filter((push) => !admitted.answers.has(push))
    if (entered.length > 0) admitted.entered.push({ member, mayWrite, pushes: entered, effect })
  }
  return admitted
}

function refusalByRights(
  { member, session, work }: Push,
  { standings, sessions }: Rights,
  live: LiveDocument,
) {
  if (session !== undefined && sessions && !sessions.has(session)) return 'not-signed-in'
  if (work.is === 'edit') return standings.isClosed ? 'read-only' : undefined
  if (mayWriteBy(standings, member)) return undefined
  // What is known already may come again from anybody who may read it.
  if (standings.levels.has(member) && !live.damage && changesNothing(live.doc, work.update)) return undefined
  return standings.levels.has(member) ? 'read-only' : 'not-available'
}

const refusalByEpoch = ({ session, epoch }: Push, live: LiveDocument): Refusal | undefined =>
  session !== undefined && epoch !== undefined && epoch !== live.epoch ? 'missing-history' : undefined

function byMember(group: readonly Push[]): Map<MemberId, Push[]> {
  const runs = new Map<MemberId, Push[]>()
  for (const push of group) {
    const run = runs.get(push.member)
    if (run) run.push(push)
    else runs.set(push.member, [push])
  }
  return runs
}

/** One row a member and run: a deletion carries no clientID, so a row of several would forget who deleted. */
export const entriesOf = (entered: readonly Entered[]) =>
  entered.flatMap(({ member, effect: { update } }) => (update ? [{ member, update }] : []))

export const newClientsOf = ({ entered }: Admitted): Map<number, MemberId> =>
  new Map(
    entered.flatMap(({ member, effect }) => effect.newClients.map((client) => [client, member] as const)),
  )

export const changesOf = ({ entered }: Admitted): TaskChange[] =>
  entered
    .filter(({ effect }) => effect.tasks.size > 0)
    .map(({ member, effect }) => ({ author: member, tasks: effect.tasks }))

/** Words and nothing that follows from them, and nobody refused by rights that may have changed. */
export const isPlain = (admitted: Admitted): boolean =>
  entriesOf(admitted.entered).length > 0 &&
  changesOf(admitted).length === 0 &&
  [...admitted.answers.values()].every(({ why }) => !byRights.has(why))

/** Whether those whose words are in the document already have the rights they were let in by, and living sessions. */
export const standsUnder = ({ entered }: Admitted, { standings, sessions }: Rights): boolean =>
  entered
    .filter(({ effect }) => effect.update !== undefined)
    .every(
      ({ member, mayWrite, pushes }) =>
        mayWriteBy(standings, member) === mayWrite &&
        pushes.every(({ session }) => session === undefined || sessions?.has(session)),
    )

/** Refusals by rights are judged again under the lock; what was refused for itself stays so, if its author may write at all. */
export function reconsider(
  caseId: CaseId,
  deps: AdmissionDeps,
  live: LiveDocument,
  before: Admitted,
  rights: Rights,
): Admitted {
  const again = [...before.answers].filter(([, { why }]) => byRights.has(why)).map(([push]) => push)
  const idle = before.entered.filter(({ effect }) => effect.update === undefined)
  const judged = admit(caseId, deps, live, [...again, ...idle.flatMap(({ pushes }) => pushes)], rights)
  return {
    entered: [...before.entered.filter(({ effect }) => effect.update !== undefined), ...judged.entered],
    answers: new Map(
      [...before.answers, ...judged.answers]
        .filter(([push]) => !isEntered(judged, push))
        .map(([push, { why }]) => [push, refuse(refusalByRights(push, rights, live) ?? why)]),
    ),
  }
}

const byRights: ReadonlySet<Refusal> = new Set(['not-available', 'read-only', 'not-signed-in'])
const isEntered = ({ entered }: Admitted, push: Push): boolean =>
  entered.some(({ pushes }) => pushes.includes(push))

export const sessionsOf = (group: readonly Push[]): string[] => [
  ...new Set(group.flatMap((push) => push.session ?? [])),
]

export const mayWriteBy = (standings: Standings | undefined, member: MemberId): boolean =>
  mayInCase(standings?.levels.get(member) ?? nobody, 'write')
const nobody = { role: 'staff', level: 'none' } as const

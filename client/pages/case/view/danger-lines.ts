// What is known of a danger in a case, and who called security or the police, with a danger and without: in the order in which it
// came, as the Report tab says it. Pure.

import { isWhole } from '#shared/cases/damaged.ts'
import type { Reports } from '#shared/http/cases.ts'
import type { CallDecision } from '#shared/http/first-response.ts'
import type { EntryId } from '#shared/ids.ts'
import { sayCall } from '../../../ui/danger-words.ts'

type Saying = {
  /** The first name of a member. */
  nameOf: (member: string) => string
  when: (iso: string) => string
}

/** `call`: under which id whose decision it was is said; `why`: whose it was, and because of what. */
export type SafetyLine = { text: string; call?: EntryId; decision?: CallDecision; why?: string }
type At = { at: string } & SafetyLine

/** @returns nothing where nobody ever said that somebody may be in danger, or that they called */
export function safetyLines(
  { reports, danger = [], decisions = [] }: Reports,
  { nameOf, when }: Saying,
): SafetyLine[] {
  const callOf = (by: string, at: string, whom: Later['whom'], id: EntryId | undefined): At => {
    const decision = decisions.find(({ about }) => about === id)
    return {
      ...{ at, text: sayCall(nameOf(by), { whom }, when(at)) },
      ...(id && { call: id }),
      ...(decision && { decision, why: sayDecision(decision, by, nameOf) }),
    }
  }
  const said = reports.filter(isWhole).flatMap((report): At[] => {
    const { id, takenBy, at, hasCalled, calledAt = at, calledWhom: whom } = report
    const call = hasCalled && takenBy ? [callOf(takenBy, calledAt, whom, id as string as EntryId)] : []
    if (!report.danger) return call
    const name = takenBy ? nameOf(takenBy) : 'An attendee'
    return [
      ...call,
      { at, text: `${name} reported that someone may be in danger, ${when(at)}` },
      ...(hasCalled === false ? [{ at, text: `${name} had not called for help then` }] : []),
    ]
  })
  const later = danger.map(({ id, by, at, says, whom }) =>
    says === 'called' ? callOf(by, at, whom, id) : { at, text: sayLater(nameOf(by), says, when(at)) },
  )
  return [...said, ...later]
    .toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at))
    .map(({ at: _, ...line }) => line)
}

type Later = NonNullable<Reports['danger']>[number]

const sayLater = (name: string, says: Later['says'], at: string): string =>
  says === 'over'
    ? `${name} said that nobody is in danger any more, ${at}`
    : `${name} said that someone still may be in danger, ${at}`

/** "The reporter asked for it." "Hana’s decision, for safety: he had a knife." @param caller who called */
function sayDecision({ whose, because, by }: CallDecision, caller: string, nameOf: Saying['nameOf']): string {
  const said = by === caller ? '' : `, says ${nameOf(by)}`
  const decided =
    whose === 'reporter' ? 'The reporter asked for it' : `${nameOf(caller)}’s decision, for safety`
  return `${decided}${said}${because ? `: ${because}` : ''}`
}

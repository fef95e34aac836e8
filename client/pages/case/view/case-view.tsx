// What every part of a case page knows: the head of the case, its people, the team, the record, and what this viewer may
// do and see. What else a part shows, it asks for (parts.ts).

import { createContext, useContext } from 'react'
import { actingRole, type CaseAction, mayInCase, type Role } from '#shared/access/rules.ts'
import type { CaseCard } from '#shared/http/cases.ts'
import type { Me, Member } from '#shared/http/people.ts'
import { maskNames, unread } from '#shared/privacy/mask.ts'
import type { RecordConnection } from '../../../sync/record-connection.ts'
import { listedOf, type Names, type PersonHere } from './names.ts'

export type CaseView = {
  /** What its card shows: id, code name, stage, meeting, this member's level. */
  readonly head: CaseCard
  /** Undefined until they are known. */
  readonly people: readonly PersonHere[] | undefined
  readonly me: Me['member']
  /** The role in the event as it counts. */
  readonly actingRole: Role
  /** The event's time zone. */
  readonly zone: string
  readonly members: ReadonlyMap<string, Member>
  readonly record: RecordConnection
  readonly names: Names
  /** The record is joined and this device may write in it now. */
  readonly mayWrite: boolean
  readonly isHidden: boolean
  readonly may: (action: CaseAction) => boolean
  readonly nameOf: (member: string) => string
  /** Presence colour, 1-8. */
  readonly colourOf: (member: string) => number
  /** A text as it may be shown now: names masked while they are hidden, nothing of it while they are not known. */
  readonly shown: (text: string) => string
}

const Context = createContext<CaseView | null>(null)
export const CaseViewProvider = Context.Provider

/** The case this part belongs to. */
export function useCaseView(): CaseView {
  const view = useContext(Context)
  if (!view) throw new Error('Outside of a case page')
  return view
}

/** Puts the view together from what was asked and what is open. */
export function caseViewOf(given: {
  head: CaseCard
  people: readonly PersonHere[] | undefined
  me: Me
  members: ReadonlyMap<string, Member>
  record: RecordConnection
  names: Names
  mayWrite: boolean
  isHidden: boolean
}): CaseView {
  const { head, people, me, members, isHidden } = given
  const listed = people && listedOf(people)
  const role = actingRole(me.member)
  const standing = { role, level: head.level, isClosed: head.stage === 'closed' }
  return {
    ...given,
    me: me.member,
    actingRole: role,
    zone: me.event.timeZone,
    may: (action) => mayInCase(standing, action),
    nameOf: (member) => members.get(member)?.name ?? 'Someone',
    colourOf: (member) => members.get(member)?.colour ?? 1,
    shown: (text) => (isHidden ? (listed ? maskNames(text, listed) : unread) : text),
  }
}

// What every part of a case page knows: the case, the team, the record, and what this viewer may do and see.

import { createContext, useContext } from 'react'
import { type CaseAction, mayInCase } from '#shared/access/rules.ts'
import type { CaseDetail } from '#shared/http/cases.ts'
import type { Me, Member } from '#shared/http/people.ts'
import { maskNames } from '#shared/privacy/mask.ts'
import type { RecordConnection } from '../../sync/record-connection.ts'
import type { Names } from './names.ts'

export type CaseView = {
  readonly detail: CaseDetail
  readonly me: Me['member']
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
  /** A text as it may be shown now: names masked while they are hidden. */
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
  detail: CaseDetail
  me: Me
  members: ReadonlyMap<string, Member>
  record: RecordConnection
  names: Names
  mayWrite: boolean
  isHidden: boolean
}): CaseView {
  const { detail, me, members, isHidden } = given
  const standing = { role: me.member.role, level: detail.level }
  return {
    ...given,
    me: me.member,
    zone: me.event.timeZone,
    may: (action) => mayInCase(standing, action),
    nameOf: (member) => members.get(member)?.name ?? 'Someone',
    colourOf: (member) => members.get(member)?.colour ?? 1,
    shown: (text) => (isHidden ? maskNames(text, detail.people) : text),
  }
}

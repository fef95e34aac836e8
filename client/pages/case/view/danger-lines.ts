// What is known of a danger in a case, in the order in which it came, as the Report tab says it. Pure.

import { isWhole } from '#shared/cases/damaged.ts'
import type { Reports } from '#shared/http/cases.ts'
import { sayCall } from '../../../ui/danger-words.ts'

type Saying = {
  /** The first name of a member. */
  nameOf: (member: string) => string
  when: (iso: string) => string
}

/** @returns nothing where nobody ever said that somebody may be in danger */
export function dangerLines({ reports, danger = [] }: Reports, { nameOf, when }: Saying): string[] {
  const said = reports.filter(isWhole).flatMap((report) => {
    if (!report.danger) return []
    const { takenBy, at, hasCalled, calledAt = at, calledWhom: whom } = report
    const name = nameOf(takenBy)
    return [
      ...(hasCalled ? [{ at: calledAt, text: sayCall(name, { whom }, when(calledAt)) }] : []),
      { at, text: `${name} reported that someone may be in danger, ${when(at)}` },
      ...(hasCalled === false ? [{ at, text: `${name} had not called for help then` }] : []),
    ]
  })
  if (said.length === 0) return []
  const later = danger.map(({ by, at, says, whom }) => ({
    at,
    text: sayLater(nameOf(by), says, whom, when(at)),
  }))
  return [...said, ...later].toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at)).map(({ text }) => text)
}

type Later = NonNullable<Reports['danger']>[number]

function sayLater(name: string, says: Later['says'], whom: Later['whom'], at: string): string {
  if (says === 'called') return sayCall(name, { whom }, at)
  return says === 'over'
    ? `${name} said that nobody is in danger any more, ${at}`
    : `${name} said that someone still may be in danger, ${at}`
}

// What the forms say while a name is typed: whom of the team it names, or may. Pure.

import type { Role } from '../access/rules.ts'
import { firstNameOf } from '../people/initials.ts'
import { findNamed, type Mention } from './naming.ts'

type OfTheTeam = { readonly id: string; readonly name: string; readonly role: Role }
export type NamedLine = { readonly id: string; readonly words: string }

/** @param team without whoever writes: they know whom they mean */
export function namedLines(mentions: readonly Mention[], team: readonly OfTheTeam[]): NamedLine[] {
  const members = team.map((one) => ({ ...one, names: [one.name] }))
  return [...findNamed(mentions, members)].map(([{ id, name }, naming]) => {
    const first = firstNameOf(name)
    return {
      id,
      words:
        naming === 'full'
          ? `${first} will not see this case.`
          : `Is this our ${name}? Until somebody on the case has answered, ${first} will not see it.`,
    }
  })
}

/** Who is called for a new case when these do not see it: "Pages go to Tomás." Nothing is said where it is as ever. */
export function pagesGoTo(team: readonly OfTheTeam[], out: ReadonlySet<string>): string | undefined {
  const line = (['chair', 'coordinator'] as const).flatMap((role) => team.filter((one) => one.role === role))
  if (!line.some(({ id }) => out.has(id))) return undefined
  const next = line.find(({ id }) => !out.has(id))
  return next
    ? `Pages go to ${firstNameOf(next.name)}.`
    : 'Nobody of the team can be called for it. When it is sent, you are told whom to turn to.'
}

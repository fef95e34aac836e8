// What the palette finds for some typed words: code names, staff, and things to do. It never sees text of a record
// or a person of a case, because it is handed neither.

import type { CaseCard } from '#shared/http/cases.ts'
import type { Member } from '#shared/http/people.ts'
import { boundRuns } from '#shared/text/bounded.ts'

export type Command = { id: string; label: string; keys?: string; run: () => void }

export type Result =
  | { kind: 'case'; id: string; label: string; card: CaseCard }
  | { kind: 'member'; id: string; label: string; member: Member }
  | { kind: 'command'; id: string; label: string; command: Command }

export type Group = { title: string; results: Result[] }

/** Nothing that is looked for is longer. */
const mostChars = 200

const plain = (text: string): string =>
  boundRuns(text.slice(0, mostChars)).normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()

/** Every typed word begins a word of the label, in any order, whatever its accents. */
export function matches(label: string, typed: string): boolean {
  const words = plain(label).split(/\s+/u)
  return plain(typed)
    .trim()
    .split(/\s+/u)
    .every((part) => words.some((word) => word.startsWith(part)))
}

const most = 6

type Sources = {
  cases: readonly CaseCard[]
  members: readonly Member[]
  commands: readonly Command[]
  /** What can be done in the case that was found first. */
  commandsIn: (card: CaseCard) => Command[]
}

/** Groups without results are left out. Nothing typed: the commands, and the latest cases. */
export function findResults(typed: string, { cases, members, commands, commandsIn }: Sources): Group[] {
  const isEmpty = typed.trim() === ''
  const found = cases.filter((card) => matches(card.codeName, typed)).slice(0, most)
  const first = found[0]
  const asResult = (command: Command): Result => ({
    kind: 'command',
    id: command.id,
    label: command.label,
    command,
  })
  const groups: Group[] = [
    {
      title: 'Cases',
      results: found.map((card) => ({ kind: 'case', id: card.id, label: card.codeName, card })),
    },
    {
      title: first && !isEmpty ? `Do in ${first.codeName}` : '',
      results: first && !isEmpty ? commandsIn(first).map(asResult) : [],
    },
    {
      title: 'Staff',
      results: isEmpty
        ? []
        : members
            .filter((member) => matches(member.name, typed))
            .slice(0, most)
            .map((member) => ({ kind: 'member', id: member.id, label: member.name, member })),
    },
    { title: 'Do', results: commands.filter((command) => matches(command.label, typed)).map(asResult) },
  ]
  return groups.filter((group) => group.results.length > 0)
}

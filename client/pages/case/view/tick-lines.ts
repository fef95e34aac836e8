// What was done of the first-response card, as a case says it. Pure.

import { isWhole } from '#shared/cases/damaged.ts'
import type { Reports } from '#shared/http/cases.ts'
import type { Tick } from '#shared/http/first-response.ts'
import type { Card } from '../../../ui/first-response-words.ts'

type Ticks = NonNullable<Reports['ticks']>
type Saying = {
  /** The first name of a member. */
  nameOf: (member: string) => string
  when: (iso: string) => string
}

/** One thing to do, the ticks of it that stand, and by whom and when in words; none: nobody has. */
export type TickRow = { what: string; ticks: Tick[]; by: string }

const standing = (ticks: Ticks): Tick[] => ticks.filter(isWhole).filter((tick) => !tick.takenBack) as Tick[]

/** What stands on the card, then whatever else was ticked on another card. */
export function tickRows(ticks: Ticks, { nameOf, when }: Saying, { toDo }: Pick<Card, 'toDo'>): TickRow[] {
  const done = Map.groupBy(standing(ticks), ({ what }) => what)
  const all = new Set([...toDo.map(({ what }) => what), ...done.keys()])
  return [...all].map((what) => {
    const own = done.get(what) ?? []
    return { what, ticks: own, by: own.map(({ by, at }) => `${nameOf(by)}, ${when(at)}`).join('; ') }
  })
}

/** What was taken back, and what can't be read. */
export const pastTicks = (ticks: Ticks, { nameOf, when }: Saying): { id: string; text: string }[] =>
  ticks.flatMap((tick) => {
    const by = `${nameOf(tick.by)}, ${when(tick.at)}`
    if (!isWhole(tick)) return [{ id: tick.id, text: `A tick can’t be read: ${by}` }]
    const { id, what, takenBack } = tick as Tick
    if (!takenBack) return []
    return [{ id, text: `${what}: ${by}. Taken back by ${nameOf(takenBack.by)}, ${when(takenBack.at)}` }]
  })

/** In one line, for beside the questions. */
export function sayTicks(ticks: Ticks, when: Saying['when']): string {
  const done = standing(ticks)
  const last = done
    .map(({ at }) => at)
    .toSorted()
    .at(-1)
  return last ? `${done.length} ticked, last ${when(last)}` : 'Nothing ticked yet'
}

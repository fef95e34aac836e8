// Whom a task of this case can be given to. Members it is closed to are never offered.

import type { Member } from '#shared/http/people.ts'
import type { Pickable, Reach } from '#shared/tasks/mention.ts'
import { useCaseView } from './case-view.tsx'
import { useAccess } from './parts.ts'

/** How somebody can be told now. */
export const reachOf = (member: Pick<Member, 'isHere' | 'canRing'> | undefined): Reach =>
  member?.isHere ? 'screen' : member?.canRing ? 'phone' : 'later'

/** The team without those the case is closed to; people on the case first. Nobody until that is known. */
export function usePickable(): Pickable[] {
  const { members } = useCaseView()
  const access = useAccess()
  if (access.is !== 'there') return []
  const closed = new Set<string>(access.data.excluded)
  const onCase = new Set<string>(access.data.access.map((one) => one.member))
  const asked = new Set<string>(access.data.access.flatMap((one) => (one.isAsked ? one.member : [])))
  return [...members.values()]
    .filter((one) => !closed.has(one.id))
    .map((one) => ({
      ...{ id: one.id, name: one.name, onCase: onCase.has(one.id), reach: reachOf(one) },
      ...(asked.has(one.id) && { isAsked: true as const }),
    }))
    .sort((a, b) => Number(b.onCase) - Number(a.onCase) || a.name.localeCompare(b.name))
}

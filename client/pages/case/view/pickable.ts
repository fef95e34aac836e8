// Whom a task of this case can be given to. Members it is closed to are never offered.

import type { Pickable } from '#shared/tasks/mention.ts'
import { useCaseView } from './case-view.tsx'
import { useAccess } from './parts.ts'

/** The team without those the case is closed to; people on the case first. Nobody until that is known. */
export function usePickable(): Pickable[] {
  const { members } = useCaseView()
  const access = useAccess()
  if (access.is !== 'there') return []
  const closed = new Set<string>(access.data.excluded)
  const onCase = new Set<string>(access.data.access.map((one) => one.member))
  return [...members.values()]
    .filter((one) => !closed.has(one.id))
    .map(({ id, name }) => ({ id, name, onCase: onCase.has(id) }))
    .sort((a, b) => Number(b.onCase) - Number(a.onCase) || a.name.localeCompare(b.name))
}

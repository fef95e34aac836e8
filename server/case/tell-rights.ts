// After a change of rights is committed: screens are cut first, then those whose rights changed learn that, and nothing of
// the case. Who never had it is not among them: whoever is named, or excluded, must not learn so.

import type { CaseId } from '#shared/ids.ts'
import type { CaseDeps } from './case-deps.ts'
import type { Rights } from './exclusions.ts'

export async function tellRights(
  deps: Pick<CaseDeps, 'rightsChanged' | 'tellMembers'>,
  caseId: CaseId,
  { cut, told }: Pick<Rights, 'cut' | 'told'>,
): Promise<void> {
  if (cut.length > 0) await deps.rightsChanged(caseId, cut)
  if (told.length > 0) deps.tellMembers(told, { kind: 'access' })
}

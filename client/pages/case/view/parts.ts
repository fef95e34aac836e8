// What a part of the case page shows beside the head of the case, asked for by itself: one that does not arrive leaves the
// rest of the page standing.

import type { CaseAccess, PeopleInCase, Reports } from '#shared/http/cases.ts'
import type { PastMeetings } from '#shared/http/meetings.ts'
import { useCasePart } from '../../../api/case-parts.ts'
import { partStateOf } from '../../../api/part-state.ts'
import type { PartState } from '../../../ui/part-state.tsx'
import { useCaseView } from './case-view.tsx'

/** The reports of this case. */
export const useReports = (): PartState<Reports> => partStateOf(useCasePart(useCaseView().head.id, 'reports'))

/** The people listed in this case. */
export const usePeople = (): PartState<PeopleInCase> =>
  partStateOf(useCasePart(useCaseView().head.id, 'people'))

/** Who may open this case, who must not, and who was let back in. */
export const useAccess = (): PartState<CaseAccess> =>
  partStateOf(useCasePart(useCaseView().head.id, 'access'))

/** The meetings of this case that have ended. */
export const usePastMeetings = (): PartState<PastMeetings> =>
  partStateOf(useCasePart(useCaseView().head.id, 'meetings'))

// Starting, steering and ending the meeting of this case.

import { useMeetingOf } from '../../../api/meetings.ts'
import { useCaseView } from './case-view.tsx'

export const useMeetingChanges = () => useMeetingOf(useCaseView().head.id)

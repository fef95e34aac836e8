// The params of whatever is asked about one case.

import { z } from 'zod'
import { CaseId } from '../ids.ts'

export const ofCase = z.object({ id: CaseId })

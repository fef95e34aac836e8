// A case that was closed is open again: where it went, and why if somebody said so.

import { z } from 'zod'
import { stages } from '../cases/stages.ts'
import { entryKind } from './entry-kind.ts'

export const reopening = entryKind(
  'reopening',
  z.object({ to: z.enum(stages), reason: z.string().nullable().default(null) }),
)

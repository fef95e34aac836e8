// The numbers to call that the event gives to everybody of the team, and to whoever reports; what was said last holds.

import { z } from 'zod'
import { entryKind } from './entry-kind.ts'

/** What a number is for: the police and ambulance, security of the venue, the team's own, something else. */
export const numberUse = z.enum(['emergency', 'security', 'team', 'other'])

export const eventNumbers = entryKind(
  'event-numbers',
  z.object({ numbers: z.array(z.object({ use: numberUse, name: z.string(), phone: z.string() })) }),
)

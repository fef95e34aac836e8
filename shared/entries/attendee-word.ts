// What an attendee added to their report with the receipt code, about the report. Its author is nobody of the team.

import { z } from 'zod'
import { entryKind } from './entry-kind.ts'

export const attendeeWord = entryKind('attendee-word', z.object({ words: z.string() }))

// What the event is called and where its clocks are, each time that somebody said so. What holds now stands in its row.

import { z } from 'zod'
import { entryKind } from './entry-kind.ts'

export const eventNamed = entryKind('event-named', z.object({ name: z.string(), timeZone: z.string() }))

// The contracts of the server itself.

import { z } from 'zod'
import { contractsOf } from '../contract.ts'

const Ok = z.object({ ok: z.literal(true) })

export const server = contractsOf({
  health: {
    summary: 'The process answers',
    who: 'anyone',
    answer: Ok,
  },
  ready: {
    summary: 'The database answers too',
    who: 'anyone',
    answer: Ok,
  },
})

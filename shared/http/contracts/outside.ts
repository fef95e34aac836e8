// The contracts of whom the event names outside the team.

import { contractsOf } from '../contract.ts'
import { OutsidePerson } from '../outside.ts'

export const outside = contractsOf({
  readOutside: {
    summary: 'Whom to turn to outside the team where everybody who could lead a case is named in it',
    who: 'members',
    answer: OutsidePerson,
  },
  changeOutside: {
    summary: 'Names them, or nobody',
    who: 'members',
    may: 'event-settings',
    needsProof: true,
    body: OutsidePerson,
    answer: OutsidePerson,
  },
})

// The contracts of the room display and of joining a meeting by its code.

import { contractsOf } from '../contract.ts'
import { DisplayMade, JoinAsk, Joined } from '../display.ts'
import { ofCase } from '../of-case.ts'

export const display = contractsOf({
  makeDisplay: {
    summary: 'Makes a room display for a case',
    who: 'members',
    right: 'read',
    params: ofCase,
    answer: DisplayMade,
    status: 201,
    share: 'key',
  },
  findMeetingByCode: {
    summary: 'The case whose meeting has this code, for those who may open it',
    who: 'members',
    body: JoinAsk,
    answer: Joined,
    refuses: ['not-available'],
  },
})

// The contracts of a member’s own devices.

import { contractsOf } from '../contract.ts'
import { Halves, HalvesAsk, Standing, StandingAsk } from '../devices.ts'

export const devices = contractsOf({
  readDeviceHalves: {
    summary: 'The halves of the keys with which a device reads what it keeps: for what may be read now',
    who: 'members',
    body: HalvesAsk,
    answer: Halves,
    share: 'look',
  },
  readDeviceStanding: {
    summary:
      'Whether the member whose things this device keeps is signed in here, or their account has ended',
    who: 'anyone',
    body: StandingAsk.optional(),
    answer: Standing,
  },
})

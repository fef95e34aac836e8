// The contracts of adding a phone.

import { z } from 'zod'
import { contractsOf } from '../contract.ts'
import { LetInAsk, PhoneCode, PhoneCodeAsk, PhoneState, WaitingPhones } from '../phones.ts'

export const phones = contractsOf({
  makePhoneCode: {
    summary: 'A code by which a phone of one’s own is added; good once',
    who: 'members',
    answer: PhoneCode,
    status: 201,
    share: 'key',
  },
  usePhoneCode: {
    summary: 'Uses a code: this phone waits from now on',
    who: 'anyone',
    body: PhoneCodeAsk,
    answer: PhoneState,
    status: 201,
    refuses: ['not-available', 'too-many-tries'],
  },
  readPhone: {
    summary: 'Whether this phone still waits',
    who: 'anyone',
    answer: PhoneState,
    refuses: ['not-available'],
  },
  listWaitingPhones: {
    summary: 'The phones that one may let in now',
    who: 'members',
    answer: WaitingPhones,
  },
  answerWaitingPhone: {
    summary: 'Lets a waiting phone in, or sends it away',
    who: 'members',
    params: z.object({ id: z.uuid() }),
    body: LetInAsk,
  },
})

// The contracts by which whoever joined by a link from a case is let in, or not.

import { Arrivals, ArrivalsAnswer, ArrivalsAsk } from '../arrivals.ts'
import { contractsOf } from '../contract.ts'
import { ofCase } from '../of-case.ts'

export const arrivals = contractsOf({
  listArrivals: {
    summary: 'Who joined by a link from a case and waits to be let in by me',
    who: 'members',
    answer: Arrivals,
  },
  answerArrivals: {
    summary: 'Lets those in who wait, or not; whoever waits no longer is passed over',
    who: 'members',
    right: 'change-access',
    params: ofCase,
    body: ArrivalsAsk,
    answer: ArrivalsAnswer,
    refuses: ['conflict'],
  },
})

// The contracts of the first response: ticks of its card, whose decision a call was, and the numbers to call.

import { EntryId } from '../../ids.ts'
import { contractsOf } from '../contract.ts'
import { CallDecisionAsk, EventNumbers, Tick, TickAsk } from '../first-response.ts'
import { ofCase } from '../of-case.ts'

export const firstResponse = contractsOf({
  addTick: {
    summary: 'Writes down what was done of the first-response card',
    who: 'members',
    right: 'write',
    params: ofCase,
    body: TickAsk,
    answer: Tick,
    status: 201,
    refuses: ['conflict'],
    share: 'addition',
  },
  takeBackTick: {
    summary: 'Takes a tick of the first-response card back; that it was there stays written',
    who: 'members',
    right: 'write',
    params: ofCase.extend({ tickId: EntryId }),
    refuses: ['conflict'],
  },
  sayCallDecision: {
    summary: 'Says whose decision it was to call security or the police, and because of what',
    who: 'members',
    right: 'write',
    params: ofCase,
    body: CallDecisionAsk,
    refuses: ['conflict'],
    share: 'addition',
  },
  readNumbers: {
    summary: 'The numbers to call that the event gives',
    who: 'members',
    answer: EventNumbers,
  },
  changeNumbers: {
    summary: 'Sets the numbers to call',
    who: 'members',
    may: 'event-settings',
    needsProof: true,
    body: EventNumbers,
    answer: EventNumbers,
  },
})

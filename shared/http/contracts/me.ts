// The contracts of one’s own account.

import { z } from 'zod'
import { contractsOf } from '../contract.ts'
import { Me, MePatch, OwnSession, PasswordAsk, SessionLength } from '../people.ts'

export const me = contractsOf({
  readMe: {
    summary: 'Who is signed in here',
    who: 'members',
    answer: Me,
  },
  changeMe: {
    summary: 'Another name or address of one’s own',
    who: 'members',
    needsProof: true,
    body: MePatch,
    answer: Me,
    refuses: ['conflict'],
    share: 'key',
  },
  changePassword: {
    summary: 'Another password for the old one; everywhere else one is signed out',
    who: 'members',
    body: PasswordAsk,
    refuses: ['wrong-pair', 'too-many-tries'],
    share: 'key',
  },
  readSession: {
    summary: 'Until when one is signed in here',
    who: 'members',
    answer: SessionLength,
  },
  staySignedIn: {
    summary: 'Somebody is at it: the session lasts on, up to the end of the event’s day',
    who: 'members',
    answer: SessionLength,
  },
  listSessions: {
    summary: 'Where one is signed in',
    who: 'members',
    answer: z.array(OwnSession),
  },
  endOtherSessions: {
    summary: 'Signs out everywhere but here',
    who: 'members',
  },
  endSession: {
    summary: 'Signs out on one of one’s devices',
    who: 'members',
    params: z.object({ id: z.uuid() }),
  },
})

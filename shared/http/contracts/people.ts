// The contracts of set-up, sign-in, the second proof and invitations.

import { z } from 'zod'
import { InvitationId } from '../../ids.ts'
import { contractsOf } from '../contract.ts'
import {
  Front,
  Invitation,
  InvitationAcceptAsk,
  InvitationAsk,
  InvitationLook,
  InvitationLookAsk,
  Me,
  NewInvitation,
  ProveAsk,
  SetupAsk,
  SignInAsk,
} from '../people.ts'

export const people = contractsOf({
  readFront: {
    summary: 'What the front door shows',
    who: 'anyone',
    answer: Front,
  },
  setUp: {
    summary: 'Makes the event and its chair',
    who: 'anyone',
    body: SetupAsk,
    answer: Me,
    status: 201,
    refuses: ['not-available', 'conflict'],
  },
  signIn: {
    summary: 'Signs in on this browser',
    who: 'anyone',
    body: SignInAsk,
    answer: Me,
    refuses: ['wrong-pair', 'too-many-tries'],
  },
  signOut: {
    summary: 'Ends the session of this browser',
    who: 'anyone',
    share: 'free',
  },
  prove: {
    summary: 'Gives the password once more',
    who: 'members',
    body: ProveAsk,
    refuses: ['wrong-pair', 'too-many-tries'],
  },
  makeInvitation: {
    summary: 'Makes an invitation',
    who: 'members',
    may: 'invite',
    body: InvitationAsk,
    answer: NewInvitation,
    status: 201,
    share: 'key',
  },
  listInvitations: {
    summary: 'Invitations still open',
    who: 'members',
    may: 'invite',
    answer: z.array(Invitation),
  },
  revokeInvitation: {
    summary: 'Takes an invitation back',
    who: 'members',
    may: 'invite',
    params: z.object({ id: InvitationId }),
  },
  lookAtInvitation: {
    summary: 'What an invitation is for',
    who: 'anyone',
    body: InvitationLookAsk,
    answer: InvitationLook,
    refuses: ['expired invitation'],
  },
  acceptInvitation: {
    summary: 'Joins the team',
    who: 'anyone',
    body: InvitationAcceptAsk,
    answer: Me,
    status: 201,
    refuses: ['expired invitation', 'conflict'],
  },
})

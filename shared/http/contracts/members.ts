// The contracts about other members: the team’s list, roles, ends, and ways back in.

import { z } from 'zod'
import { MemberId } from '../../ids.ts'
import { contractsOf } from '../contract.ts'
import {
  Me,
  Member,
  MemberPatch,
  NewRecovery,
  RecoveryAsk,
  RecoveryLook,
  RecoveryLookAsk,
} from '../people.ts'

const ofMember = z.object({ id: MemberId })

export const members = contractsOf({
  listMembers: {
    summary: 'The team',
    who: 'members',
    answer: z.array(Member),
  },
  endAccount: {
    summary: 'Ends an account',
    who: 'members',
    may: 'end-account',
    needsProof: true,
    params: ofMember,
    refuses: ['conflict'],
  },
  changeMember: {
    summary: 'As the chair: another role, which confirms them, or when the account ends by itself',
    who: 'members',
    may: 'change-role',
    needsProof: true,
    params: ofMember,
    body: MemberPatch,
    refuses: ['conflict'],
  },
  confirmMember: {
    summary: 'As the chair: I know who this is, their role counts from now on',
    who: 'members',
    may: 'confirm-member',
    needsProof: true,
    params: ofMember,
  },
  makeRecovery: {
    summary: 'A link by which a member who lost their password gets back in; good once, for a day',
    who: 'members',
    may: 'recover-member',
    needsProof: true,
    params: ofMember,
    answer: NewRecovery,
    status: 201,
    refuses: ['conflict'],
    share: 'key',
  },
  lookAtRecovery: {
    summary: 'Whose way back in it is',
    who: 'anyone',
    body: RecoveryLookAsk,
    answer: RecoveryLook,
    refuses: ['expired link'],
  },
  recover: {
    summary: 'Gets back in, with another password',
    who: 'anyone',
    body: RecoveryAsk,
    answer: Me,
    refuses: ['expired link'],
  },
})

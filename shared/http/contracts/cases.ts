// The contracts of the board, a case, its access list and its people.

import { MemberId, PersonId } from '../../ids.ts'
import {
  AccessAsk,
  CaseAccess,
  CaseCard,
  CaseCards,
  CaseDetail,
  CasePatch,
  ConflictAsk,
  ConflictChecks,
  KnownWords,
  LiftAnswer,
  LiftAsk,
  LikenessAnswer,
  PeopleInCase,
  PersonAsk,
  PersonInCase,
  PersonPatch,
  PlainWordAsk,
  Reports,
} from '../cases.ts'
import { contractsOf } from '../contract.ts'
import { ofCase } from '../of-case.ts'

const ofMember = ofCase.extend({ memberId: MemberId })
const ofPerson = ofCase.extend({ personId: PersonId })

export const cases = contractsOf({
  listCases: {
    summary: 'The cases I may open',
    who: 'members',
    answer: CaseCards,
  },
  readCase: {
    summary: 'One case',
    who: 'members',
    right: 'read',
    params: ofCase,
    answer: CaseDetail,
  },
  readCaseHead: {
    summary: 'What the card of one case shows',
    who: 'members',
    right: 'read',
    params: ofCase,
    answer: CaseCard,
  },
  listReports: {
    summary: 'The reports of one case, with what was added below them',
    who: 'members',
    right: 'read',
    params: ofCase,
    answer: Reports,
  },
  listPeople: {
    summary: 'The people listed in one case',
    who: 'members',
    right: 'read',
    params: ofCase,
    answer: PeopleInCase,
  },
  readCaseAccess: {
    summary: 'Who was given access to one case, who must not have it, and who was let back in',
    who: 'members',
    right: 'read',
    params: ofCase,
    answer: CaseAccess,
  },
  moveCase: {
    summary: 'Moves a case to another column of the board',
    who: 'members',
    right: 'change-stage',
    params: ofCase,
    body: CasePatch,
    answer: CaseCard,
    refuses: ['conflict'],
  },
  giveAccess: {
    summary: 'Gives access to a case',
    who: 'members',
    right: 'change-access',
    params: ofMember,
    body: AccessAsk,
    refuses: ['conflict'],
  },
  takeAccess: {
    summary: 'Takes access to a case away',
    who: 'members',
    right: 'change-access',
    params: ofMember,
    refuses: ['conflict'],
  },
  liftExclusion: {
    summary:
      'Lets somebody back in who was excluded by mistake; takes effect with the second member who says so',
    who: 'members',
    right: 'let-back-in',
    params: ofMember,
    body: LiftAsk,
    answer: LiftAnswer,
    refuses: ['conflict'],
  },
  answerLikeness: {
    summary: 'Says whether somebody of the team is the one who is named in a case',
    who: 'members',
    right: 'let-back-in',
    params: ofMember,
    body: LikenessAnswer,
    refuses: ['conflict'],
  },
  listConflictChecks: {
    summary: 'The conflict checks that wait for my answer',
    who: 'members',
    answer: ConflictChecks,
  },
  answerConflictCheck: {
    summary: 'Answers the conflict check, or steps out of a case',
    who: 'members',
    right: 'as-asked',
    params: ofCase,
    body: ConflictAsk,
    refuses: ['conflict'],
  },
  addPerson: {
    summary: 'Lists a person in a case',
    who: 'members',
    right: 'add-person',
    params: ofCase,
    body: PersonAsk,
    answer: PersonInCase,
    status: 201,
    refuses: ['conflict'],
    share: 'addition',
  },
  changePerson: {
    summary: 'Changes what is known of a person',
    who: 'members',
    right: 'add-person',
    params: ofPerson,
    body: PersonPatch,
    answer: PersonInCase,
    refuses: ['conflict'],
  },
  removePerson: {
    summary: 'Takes a person off the list of a case',
    who: 'members',
    right: 'add-person',
    params: ofPerson,
  },
  listKnownWords: {
    summary:
      'Words that are nobody’s name in a case: of the event, of the team, and what members said are none',
    who: 'members',
    right: 'read',
    params: ofCase,
    answer: KnownWords,
  },
  sayPlainWord: {
    summary: 'Says that a word which looks like a name is none, so that the room display shows it',
    who: 'members',
    right: 'write',
    params: ofCase,
    body: PlainWordAsk,
    refuses: ['conflict'],
    share: 'addition',
  },
})

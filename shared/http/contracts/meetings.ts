// The contracts of the meetings of a case.

import { contractsOf } from '../contract.ts'
import { NamesAsk } from '../display.ts'
import {
  Meeting,
  MeetingEndAsk,
  MeetingPatch,
  MeetingStartAsk,
  MeetingsNow,
  PastMeeting,
  PastMeetings,
} from '../meetings.ts'
import { ofCase } from '../of-case.ts'

export const meetings = contractsOf({
  listMeetingsNow: {
    summary: 'The meetings that run in the cases I may open, and who is in them now',
    who: 'members',
    answer: MeetingsNow,
  },
  listMeetings: {
    summary: 'The meetings that have ended, with their minutes',
    who: 'members',
    right: 'read',
    params: ofCase,
    answer: PastMeetings,
  },
  showNames: {
    summary: 'Shows names on the room display for at most 20 seconds, or hides them again',
    who: 'members',
    right: 'show-names',
    params: ofCase,
    body: NamesAsk,
    refuses: ['conflict'],
  },
  startMeeting: {
    summary: 'Starts a meeting; the running one if there is one',
    who: 'members',
    right: 'start-meeting',
    params: ofCase,
    body: MeetingStartAsk.optional(),
    answer: Meeting,
    status: 201,
    refuses: ['conflict'],
  },
  goToQuestion: {
    summary: 'Goes to a question',
    who: 'members',
    right: 'write',
    params: ofCase,
    body: MeetingPatch,
    answer: Meeting,
    refuses: ['conflict'],
  },
  endMeeting: {
    summary: 'Ends the meeting and keeps its minutes',
    who: 'members',
    right: 'end-meeting',
    params: ofCase,
    body: MeetingEndAsk.optional(),
    answer: PastMeeting,
    refuses: ['conflict'],
  },
})

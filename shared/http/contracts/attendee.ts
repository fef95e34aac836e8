// The contracts of the attendee's page, and of the switch by which the chair opens it.

import {
  EventSettings,
  EventSettingsAsk,
  PublicReportAnswer,
  PublicReportAsk,
  Return,
  ReturnAsk,
  ReturnMessage,
  ReturnMessageAsk,
} from '../attendee.ts'
import { contractsOf } from '../contract.ts'

export const attendee = contractsOf({
  sendPublicReport: {
    summary: 'Sends a report without an account; there only while the chair has opened the attendee page',
    who: 'anyone',
    whileOpen: 'attendee-page',
    body: PublicReportAsk,
    answer: PublicReportAnswer,
    status: 201,
    refuses: ['not-available'],
    share: 'attendee-report',
  },
  readReturn: {
    summary: 'What was written since a report, to whoever has its receipt code',
    who: 'anyone',
    whileOpen: 'attendee-page',
    body: ReturnAsk,
    answer: Return,
    refuses: ['not-available'],
    share: 'attendee-code',
  },
  addToReturn: {
    summary: 'Adds something to a report with its receipt code',
    who: 'anyone',
    whileOpen: 'attendee-page',
    body: ReturnMessageAsk,
    answer: ReturnMessage,
    status: 201,
    refuses: ['not-available'],
    share: 'attendee-code',
  },
  readEvent: {
    summary: 'Whether attendees can report by a page of their own, and where',
    who: 'members',
    answer: EventSettings,
  },
  changeEvent: {
    summary: 'Opens or closes the attendee page',
    who: 'members',
    may: 'event-settings',
    needsProof: true,
    body: EventSettingsAsk,
    answer: EventSettings,
  },
})

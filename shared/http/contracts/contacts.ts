// The contracts of the words to whoever reported: what they were told, how to reach them, and the event's clocks.

import { Contact, ContactAsk, Contacts, EventClocks, ReachAsk } from '../contacts.ts'
import { contractsOf } from '../contract.ts'
import { ofCase } from '../of-case.ts'

export const contacts = contractsOf({
  listContacts: {
    summary: 'What the reporter of a case was told, how to reach them, and the word that is owed',
    who: 'members',
    right: 'read',
    params: ofCase,
    answer: Contacts,
  },
  addContact: {
    summary: 'Writes down what the reporter was told',
    who: 'members',
    right: 'write',
    params: ofCase,
    body: ContactAsk,
    answer: Contact,
    status: 201,
    refuses: ['conflict'],
    share: 'addition',
  },
  sayReach: {
    summary: 'Says how the reporter can be reached without harm',
    who: 'members',
    right: 'write',
    params: ofCase,
    body: ReachAsk,
    refuses: ['conflict'],
    share: 'addition',
  },
  readClocks: {
    summary: 'Until when whoever reports hears from the team',
    who: 'members',
    answer: EventClocks,
  },
  changeClocks: {
    summary: 'Sets until when whoever reports hears from the team',
    who: 'members',
    may: 'event-settings',
    needsProof: true,
    body: EventClocks,
    answer: EventClocks,
  },
})

// The names under which answers are kept, so that news can say which of them are out of date.

import type { CasePart } from '#shared/protocol/events.ts'

export const keys = {
  front: ['front'],
  me: ['me'],
  /** True once the server said that this session is over while screens of it are open. */
  sessionOver: ['session-over'],
  /** How many edits of those screens the server has not confirmed. */
  unsentEdits: ['unsent-edits'],
  members: ['members'],
  ownSessions: ['own-sessions'],
  /** Until when one is signed in. */
  sessionLength: ['session-length'],
  cases: ['cases'],
  /** Who is in the meetings that run. */
  meetingsNow: ['meetings-now'],
  /** Everything of a case. */
  case: (id: string) => ['case', id],
  casePart: (id: string, part: CasePart) => ['case', id, part],
  /** What its reporter was told. */
  contacts: (id: string) => ['case', id, 'contacts'],
  /** Its photos and files. */
  files: (id: string) => ['case', id, 'files'],
  /** Which version of the procedure it goes by, and its text where that is not the one in force. */
  caseProcedure: (id: string) => ['case', id, 'procedure'],
  caseProcedureText: (id: string) => ['case', id, 'procedure-text'],
  /** Words that are nobody's name in it. */
  knownWords: (id: string) => ['case', id, 'words'],
  everyCase: ['case'],
  myTasks: ['my-tasks'],
  conflictChecks: ['conflict-checks'],
  invitations: ['invitations'],
  waitingPhones: ['waiting-phones'],
  arrivals: ['arrivals'],
  pages: ['pages'],
  outside: ['outside'],
  clocks: ['clocks'],
  event: ['event'],
  procedure: ['procedure'],
  procedureReaders: ['procedure-readers'],
  /** Who is on duty when. */
  roster: ['roster'],
  /** The numbers to call. */
  numbers: ['numbers'],
} as const

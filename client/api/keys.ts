// The names under which answers are kept, so that news can say which of them are out of date.

export const keys = {
  front: ['front'],
  me: ['me'],
  /** True once the server said that this session is over while screens of it are open. */
  sessionOver: ['session-over'],
  /** How many edits of those screens the server has not confirmed. */
  unsentEdits: ['unsent-edits'],
  members: ['members'],
  cases: ['cases'],
  case: (id: string) => ['case', id],
  everyCase: ['case'],
  myTasks: ['my-tasks'],
  conflictChecks: ['conflict-checks'],
  invitations: ['invitations'],
  waitingPhones: ['waiting-phones'],
  pages: ['pages'],
} as const

// Where each page is: its path, written once. Routes, links and shortcuts call it by its name.

/** A case's page is told by its code name: `casePath` in client/api. */
export const addresses = {
  board: '/board',
  myTasks: '/me',
  staff: '/staff',
  settings: '/settings',
  procedure: '/procedure',
  report: '/report',
  firstResponse: '/first-response',
  welcome: '/welcome',
  conflictCheck: '/conflict-check',
  signIn: '/sign-in',
  setUp: '/setup',
  addPhone: '/add',
  invite: '/invite',
  recover: '/recover',
  /** What every case's page begins with. */
  cases: '/c/',
  case: '/c/:code/:tab?',
  /** The procedure that a case goes by. */
  caseProcedure: '/c/:code/procedure',
  room: '/c/:code/room',
  join: '/j/:code?',
  page: '/page/:id',
} as const

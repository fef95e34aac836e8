// Where each operation of the HTTP API is asked: its method and its path, once for server and client. No schemas here, so
// that a page carries none for knowing an address. Their contracts are in contracts/.

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** By the operation's name for programs, which is for good: a verb and what it acts on. */
export const paths = {
  health: 'GET /api/health',
  ready: 'GET /api/ready',

  listCases: 'GET /api/cases',
  readCase: 'GET /api/cases/:id',
  readCaseHead: 'GET /api/cases/:id/head',
  listReports: 'GET /api/cases/:id/reports',
  listPeople: 'GET /api/cases/:id/people',
  readCaseAccess: 'GET /api/cases/:id/access',
  moveCase: 'PATCH /api/cases/:id',
  giveAccess: 'PUT /api/cases/:id/access/:memberId',
  takeAccess: 'DELETE /api/cases/:id/access/:memberId',
  liftExclusion: 'POST /api/cases/:id/exclusions/:memberId/lift',
  answerLikeness: 'POST /api/cases/:id/likenesses/:memberId',
  listConflictChecks: 'GET /api/my/conflict-checks',
  answerConflictCheck: 'POST /api/cases/:id/conflict',
  addPerson: 'POST /api/cases/:id/people',
  changePerson: 'PATCH /api/cases/:id/people/:personId',
  removePerson: 'DELETE /api/cases/:id/people/:personId',
  listKnownWords: 'GET /api/cases/:id/known-words',
  sayPlainWord: 'POST /api/cases/:id/known-words',

  listArrivals: 'GET /api/arrivals',
  answerArrivals: 'POST /api/cases/:id/arrivals',

  takeReport: 'POST /api/reports',
  amendReport: 'POST /api/reports/:id/amendments',
  sayDanger: 'POST /api/cases/:id/danger',
  sayCallDecision: 'POST /api/cases/:id/call-decisions',
  addTick: 'POST /api/cases/:id/ticks',
  takeBackTick: 'DELETE /api/cases/:id/ticks/:tickId',
  listContacts: 'GET /api/cases/:id/contacts',
  addContact: 'POST /api/cases/:id/contacts',
  sayReach: 'PUT /api/cases/:id/reach',
  readClocks: 'GET /api/clocks',
  changeClocks: 'PUT /api/clocks',
  reserveCodeNames: 'POST /api/code-names',

  sendPublicReport: 'POST /api/public/reports',
  readReturn: 'POST /api/public/returns',
  addToReturn: 'POST /api/public/returns/messages',
  readEvent: 'GET /api/event',
  changeEvent: 'PATCH /api/event',

  addFile: 'POST /api/files',
  sendPart: 'PUT /api/files/:id/parts',
  keepFile: 'POST /api/files/:id',
  readFile: 'GET /api/files/:id',
  readPreview: 'GET /api/files/:id/preview',
  sendMailPart: 'PUT /api/mails/:id/parts',
  readMail: 'POST /api/mails/:id',
  listFiles: 'GET /api/cases/:id/files',

  listMeetingsNow: 'GET /api/my/meetings',
  listMeetings: 'GET /api/cases/:id/meetings',
  showNames: 'PUT /api/cases/:id/names-shown',
  startMeeting: 'POST /api/cases/:id/meeting',
  goToQuestion: 'PATCH /api/cases/:id/meeting',
  endMeeting: 'POST /api/cases/:id/meeting/end',

  makeDisplay: 'POST /api/cases/:id/displays',
  findMeetingByCode: 'POST /api/join',

  readDeviceHalves: 'POST /api/device/halves',
  readDeviceStanding: 'POST /api/device/standing',

  listMyTasks: 'GET /api/my/tasks',
  answerTask: 'POST /api/tasks/:id/answer',

  readPages: 'GET /api/pages',
  page: 'POST /api/pages',
  answerPage: 'POST /api/pages/:id/answer',
  pageDelivered: 'POST /api/pages/:id/delivered',
  sayWhere: 'PUT /api/pages/:id/place',
  stopPage: 'DELETE /api/pages/:id',

  readPushKey: 'GET /api/push/key',
  putPushSubscription: 'PUT /api/push/subscription',
  removePushSubscription: 'DELETE /api/push/subscription',
  taskDelivered: 'POST /api/tasks/:id/delivered',

  readFront: 'GET /api/front',
  setUp: 'POST /api/setup',
  signIn: 'POST /api/sign-in',
  signOut: 'POST /api/sign-out',
  prove: 'POST /api/prove',
  makeInvitation: 'POST /api/invitations',
  listInvitations: 'GET /api/invitations',
  revokeInvitation: 'DELETE /api/invitations/:id',
  lookAtInvitation: 'POST /api/invitations/look',
  acceptInvitation: 'POST /api/invitations/accept',

  readOutside: 'GET /api/outside',
  changeOutside: 'PUT /api/outside',
  readNumbers: 'GET /api/numbers',
  changeNumbers: 'PUT /api/numbers',

  readRoster: 'GET /api/roster',
  putShift: 'PUT /api/roster/shifts/:id',
  removeShift: 'DELETE /api/roster/shifts/:id',
  addShifts: 'POST /api/roster/shifts',

  readProcedure: 'GET /api/procedure',
  readProcedureVersion: 'GET /api/procedure/versions/:id',
  readCaseProcedure: 'GET /api/cases/:id/procedure',
  takeProcedure: 'POST /api/cases/:id/procedure',
  previewProcedure: 'POST /api/procedure/preview',
  adoptProcedure: 'POST /api/procedure',
  sayProcedureRead: 'POST /api/procedure/readings',
  listProcedureReaders: 'GET /api/procedure/readers',
  remindProcedureReaders: 'POST /api/procedure/reminders',

  listMembers: 'GET /api/members',
  endAccount: 'DELETE /api/members/:id',
  changeMember: 'PATCH /api/members/:id',
  confirmMember: 'POST /api/members/:id/confirm',
  makeRecovery: 'POST /api/members/:id/recovery',
  lookAtRecovery: 'POST /api/recovery/look',
  recover: 'POST /api/recovery',

  readMe: 'GET /api/me',
  changeMe: 'PATCH /api/me',
  changePassword: 'POST /api/me/password',
  readSession: 'GET /api/me/session',
  staySignedIn: 'POST /api/me/session',
  listSessions: 'GET /api/me/sessions',
  endOtherSessions: 'DELETE /api/me/sessions',
  endSession: 'DELETE /api/me/sessions/:id',

  makePhoneCode: 'POST /api/phone-codes',
  usePhoneCode: 'POST /api/phone',
  readPhone: 'GET /api/phone',
  listWaitingPhones: 'GET /api/waiting-phones',
  answerWaitingPhone: 'POST /api/waiting-phones/:id',
} as const satisfies Record<string, `${Method} /api/${string}`>
export type Operation = keyof typeof paths

/** @returns the path with its places as they stand in the table: `/api/cases/:id` */
export function placeOf(operation: Operation): { method: Method; url: string } {
  const [method, url] = paths[operation].split(' ') as [Method, string]
  return { method, url }
}

/** The address of an operation about this: what the path names is put in its place. */
export const addressOf = (operation: Operation, params: Readonly<Record<string, string>> = {}): string =>
  placeOf(operation).url.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(params[name] ?? ''))

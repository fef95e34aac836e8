// Every number that two files must agree on, with its unit, in one place.

export const limits = {
  /** One push from a client. A keystroke is ~20-40 bytes; a pasted page is ~50 kB. */
  maxUpdateBytes: 256 * 1024,
  /** One Socket.IO message; a little more than an update with its envelope. */
  maxMessageBytes: 300 * 1000,
  /** A client waits this long for an ack before it sends the same push again. */
  ackTimeoutMs: 5_000,
  /** How many Yjs updates are merged in one go (merging is quadratic). */
  maxMergedUpdates: 64,
  /** Clients (Yjs clientIDs) in one update. */
  maxClientsInUpdate: 4,
  /** Structs in one update, and delete ranges in one update. */
  maxStructsInUpdate: 4_000,
  /** Clock units (characters) that one update may add. */
  maxNewClocks: 1_000_000,
  /** Living items that one update may delete; a question of several pages has a few thousand. */
  maxItemsDeleted: 20_000,
  /** Pieces, living or gone, that one update's deletions may lead past: what one update deletes, and as many that others deleted meanwhile. */
  maxItemsPassed: 40_000,
  /** New clientIDs of one member in one record and a day: every page that is opened draws one. */
  maxNewClientsADay: 2_000,
  /** Items that Yjs may look at while it finds the places of one update's items; to look at 30,000 takes about 30 ms. */
  maxSearchSteps: 30_000,
  /** One string inside an update. */
  maxStringBytes: 128 * 1024,
  /** One paste or drop into a question; more than this is dozens of pages, and a browser stands still over it. */
  maxPastedChars: 200_000,
  maxPastedBlocks: 5_000,
  /** Elements between a root of the record and the deepest text. */
  maxDepth: 24,
  /** One record as a whole: what stands in it, and the pieces Yjs keeps it in, those of deleted words too. Beyond it only what makes room is taken. */
  maxRecordBytes: 16 * 1024 * 1024,
  maxRecordStructs: 300_000,
  /** What one member may hold of it: nobody fills it for all. */
  maxMemberBytes: 8 * 1024 * 1024,
  maxMemberStructs: 150_000,
  /** All live documents together, an estimate; those that nobody has open leave first, the longest unused of them before the others. */
  maxDocumentBytes: 256 * 1024 * 1024,
  /** A record that nobody has open stays in memory this long. */
  keepClosedMs: 5 * 60_000,
  /** Presence: one message, and one coalesced frame per room. */
  maxPresenceBytes: 1_024,
  presenceFrameMs: 100,
  /** Everybody is sent everybody: in a full room a frame for so many devices more rests this much longer, and at most so long. */
  presenceRestMsEach: 2,
  presenceRestMs: 500,
  /** Devices that the list of a record holds; far more than a team has. */
  maxPresent: 250,
  /** A join is answered with a list of so many; a longer one comes with the next frame alone. */
  maxPresentInJoin: 50,
  /** Engine.IO heartbeat; a cut client learns of it within 8 s. */
  pingIntervalMs: 4_000,
  pingTimeoutMs: 4_000,
  connectTimeoutMs: 5_000,
  /** Per connection: asks a second, sustained (PUSHES_PER_SECOND), and how many seconds' worth at once. */
  pushesPerSecond: 60,
  burstSeconds: 4,
  /** A join is answered with the whole record: it counts as this many pushes. */
  joinCost: 8,
  /** Per connection: what answering its joins may take of the process, in ms a second, sustained, and at once. */
  joinMsPerSecond: 40,
  joinMsBurst: 1_500,
  /** Per socket: bytes of pushes a second, sustained, and at once. */
  pushBytesPerSecond: 1_000_000,
  pushBytesBurst: 8_000_000,
  /** Per record: bytes of pushes that wait for their turn; beyond it pushes are answered `too-fast`. */
  maxWaitingBytes: 16_000_000,
  /** Connections from one address that nobody is known behind, and connections of one member (CONNECTIONS_PER_ADDRESS). */
  maxConnectionsPerAddress: 500,
  /** Connections that nobody is known behind, from everywhere. */
  maxStrangers: 2_000,
  /** Whoever connects and says nothing, or becomes a WebSocket and says nothing, or does not read, has so long. */
  silentMs: 10_000,
  /** The head of a request, and a whole request: half ones end after that. */
  headMs: 8_000,
  askingMs: 12_000,
  /** However slowly somebody reads an answer, it ends after that. */
  answerMs: 120_000,
  /** A connection rests so long between two requests; longer than proxies wait. */
  keepAliveMs: 72_000,
  /** Requests on one connection that are not answered yet; browsers wait for each answer. */
  maxQuestionsAtOnce: 16,
  /** The same of one member, on all their devices: each may take a connection to the database that savers wait for. */
  maxQuestionsOfMember: 64,
  /** Tries of one live connection to say who it is. */
  maxGreetings: 4,
  /** What may wait for a connection that does not read, before it is cut. */
  maxUnreadBytes: 4_000_000,
  /** How long it may be more than that without becoming less. */
  unreadMs: 2_000,
  /** What may wait for a connection before it is *behind*: it is sent no frames until it has read that. */
  behindBytes: 1_048_576,
  /** From here on it is no longer behind. */
  caughtUpBytes: 65_536,
  /** Whoever is behind for so long is cut. */
  behindMs: 30_000,
  /** Asks of one connection that are not answered yet. */
  maxOpenAsks: 1_000,
  /** What a room display is sent of one question, and of the tasks together: more than any screen holds. */
  maxShownChars: 20_000,
  maxShownTasks: 100,
  /** People listed in one case. */
  maxPeople: 100,
  /** Words of one case that somebody said are nobody's name. */
  maxPlainWords: 500,
  /** Room displays of one case at once. */
  maxDisplays: 8,
  /** Names on the room display are hidden again after this, whatever happens. */
  showNamesMs: 20_000,
  /** JSON bodies of the HTTP API. */
  maxBodyBytes: 256 * 1024,
  /** A procedure, in characters, and what it is sent in. */
  maxProcedureChars: 1024 * 1024,
  maxProcedureBytes: 4 * 1024 * 1024,
  /** Those who have not read it are reminded no sooner than this after the last time. */
  procedureReminderMinutes: 60,
  /** Text fields of the HTTP API, in characters. */
  maxNameChars: 120,
  maxLineChars: 500,
  maxTextChars: 50_000,
  /** What to do: the words of one task. */
  maxTaskChars: 2_000,
  /** What a record takes of them: several who wrote in one task while they were away together stay below it. Shown are maxTaskChars. */
  maxTaskStoredChars: 8_000,
  /** How a time was put: 'before the keynote'. */
  maxDueWordsChars: 80,
  /** Tasks of one case, and those together with all that were removed again. */
  maxTasks: 1_000,
  maxTaskNames: 4_000,
  /** Drafts of one case, and those together with all that were removed again. */
  maxDrafts: 100,
  maxDraftNames: 400,
  /** One photo or file, and those of one case together. */
  maxFileBytes: 25 * 1024 * 1024,
  maxCaseFileBytes: 500 * 1024 * 1024,
  maxCaseFiles: 200,
  /** What one member may begin to send in an hour, in all cases. */
  maxMemberFileBytesAnHour: 250 * 1024 * 1024,
  /** Files are sent and kept in parts of this size; the last one is what remains. */
  filePartBytes: 256 * 1024,
  /** What was begun and never came whole can be gone on with for so long. */
  unfinishedFileHours: 24,
  /** A picture as it lies in memory: far more than a phone's camera has. */
  maxPicturePixels: 64_000_000,
  /** The longer side of a preview. */
  previewPixels: 480,
  minPasswordChars: 10,
  maxPasswordChars: 200,
  /** Sessions end this long after sign-in, whatever happens. */
  sessionHours: 12,
  /** Use carries a session on by so much each time, up to the end of the event's day: this hour of its clock. */
  stayHours: 2,
  dayEndsAtHour: 4,
  /** Use counts from so long before the end on, and the end is announced so long before. */
  stayFromMinutes: 60,
  endAnnouncedMinutes: 15,
  /** Whoever is in a running meeting is signed in for at least so long, and for no longer than this in all. */
  meetingCarryMinutes: 45,
  longestSessionHours: 24,
  /** What a device keeps can be read for so long after its last contact. */
  keptHours: 12,
  /** A code that adds a phone is good so long, and the phone waits so long to be let in. */
  phoneCodeMinutes: 10,
  phoneWaitMinutes: 15,
  /** Whoever is paged has so long before the next in line is called, too. */
  pageSeconds: 60,
  /** A page that nobody has answered can be answered for so long. */
  pageMinutes: 15,
  /** Whoever has a task is reminded so long before it is due, and whoever leads the case when it is so late. */
  remindAheadMinutes: 5,
  lateMinutes: 15,
  /** A second proof, or a fresh sign-in, counts this long. */
  proofMinutes: 10,
  /** One row of the audit says that somebody looked, for this long. */
  readNotedMs: 10 * 60_000,
  /** Wrong passwords for one account before it must wait, and the window they count in. */
  signInAttempts: 5,
  signInAttemptsOfDevice: 10,
  signInAttemptsOfAddress: 600,
  /** Devices that an account may sign in on whatever strangers try meanwhile; the browser's promise to keep the cookie ends sooner. */
  knownDevices: 20,
  knownDeviceDays: 400,
  signInWindowMinutes: 15,
  /** A link for somebody who lost their password is good so long. */
  recoveryHours: 24,
  /** Names that one member may have had before. */
  maxFormerNames: 20,
  /** An account can be made to end by itself this far ahead. */
  maxAccountDays: 5 * 365,
  /** Invitations: longest life and most uses. */
  maxInvitationHours: 72,
  maxInvitationUses: 50,
  /** Whoever joined by a link from a case is told so long that somebody will let them in. */
  arrivalMinutes: 60,
  /** Ticks of a first-response card that one report brings along. */
  maxTicks: 100,
  /** Numbers to call that an event gives: one screen of a phone, in large type. */
  maxEventNumbers: 8,
  /** The roster: one shift, those of the event, and those that come in one go. */
  maxShiftHours: 24,
  maxShifts: 2_000,
  maxShiftsAtOnce: 300,
  /** Code names that one device may hold in reserve. */
  codeNamesPerDevice: 3,
} as const

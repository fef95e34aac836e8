// The live protocol, written once for both sides: typed Socket.IO events with their acks.
// What really arrives is checked in parse.ts; types promise nothing about the wire.
// Binary: the server emits exact Buffers only, browsers send exact ArrayBuffers and receive one
// (a view handed to the msgpack parser would send its whole underlying buffer).

import type { CaseId, MemberId, PageId, Seq, TaskId } from '../ids.ts'
import type { DisplayOver, DisplayState } from './display.ts'
import type { Refusal } from './refusals.ts'

export type Ack<T> = ({ ok: true } & T) | { ok: false; why: Refusal }
export type Bytes = Uint8Array | ArrayBuffer

/** Where a member takes part from, as they said on this device: in the room, or by phone or from elsewhere. */
export type Place = 'room' | 'phone'

/** 1 What happened? 2 Are we doing anything? 3 Who? 4 When? */
export type Question = 1 | 2 | 3 | 4

/** A caret or selection: encoded Yjs relative positions, and the root they are in. */
export type Cursor = { root: 'whatHappened' | 'whatWeDo'; anchor: Bytes; head: Bytes }

/** One device's presence in a record, as the server tells it: stamped, never relayed. */
export type Present = {
  member: MemberId
  name: string
  /** The Yjs clientID of that device's document, so that editors can place its caret. */
  client: number
  /** Absent: they have not said. */
  place?: Place
  question?: Question
  cursor?: Cursor
  /** Writing a task that is not added yet. */
  isAdding?: true
  /** Its page is not looked at: another tab, a locked phone. */
  isAway?: true
}

/** What the projection knows of a task and the document does not. Times are ISO 8601 UTC. */
export type TaskReceipts = { task: TaskId; deliveredAt: string | null; stateAt: string | null }

export type JoinAnswer = {
  /** What this client lacks. */
  update: Bytes
  /** What the server has: everything of this client's below it is durable. */
  stateVector: Bytes
  seq: Seq
  /** Changes when a record starts anew (restore, purge); a client of another epoch starts afresh. */
  epoch: string
  mayWrite: boolean
  /** This client's record schema is older than what may write: it may read, and writes once it has loaded the new version. */
  isOld?: true
  /** The stored record is damaged: this is its last good state, nobody may write, and pushes are refused `damaged`. */
  damaged?: true
  facts: TaskReceipts[]
  present: Present[]
}

export interface ClientToServer {
  /**
   * Opens a record on this socket. `client` is the Yjs clientID that this document will write under.
   * From the ack on, `record:update` and `record:presence` of the case reach this socket.
   */
  'record:join': (
    ask: {
      case: CaseId
      stateVector: Bytes
      client?: number
      epoch?: string
      place?: Place
      /** The record schema that this client knows; absent: 1. */
      schema?: number
    },
    ack: (answer: Ack<JoinAnswer>) => void,
  ) => void
  /** `ok` means durable. Sending the same update twice is harmless. */
  'record:push': (ask: { case: CaseId; update: Bytes }, ack: (answer: Ack<{ seq: Seq }>) => void) => void
  /** This device's place in the record; the latest one counts. */
  'record:presence': (
    ask: {
      case: CaseId
      question?: Question
      cursor?: Cursor
      place?: Place
      isAdding?: true
      isAway?: true
    },
    ack?: (answer: Ack<object>) => void,
  ) => void
  'record:leave': (ask: { case: CaseId }, ack?: (answer: Ack<object>) => void) => void
  /** A device of the assignee shows the task. */
  'task:delivered': (ask: { case: CaseId; task: TaskId }, ack: (answer: Ack<object>) => void) => void
}

export interface ServerToClient {
  /** Sent once the update is durable, to everyone in the record; left out for a socket only if the frame holds nothing but its own push. */
  'record:update': (news: { case: CaseId; update: Bytes; seq: Seq }) => void
  /** The whole list of who is in the record, at most every 100 ms. */
  'record:presence': (news: { case: CaseId; present: Present[] }) => void
  /** Facts that changed. */
  'task:facts': (news: { case: CaseId; facts: TaskReceipts[] }) => void
  /** This socket is out of the record; wipe what is held of it. */
  'record:closed': (news: { case: CaseId; why: Refusal }) => void
  news: (news: News) => void
  /** To a room display: all that it shows. */
  'display:state': (state: DisplayState) => void
  /** To a room display: blank at once, for good. */
  'display:over': (why: DisplayOver) => void
}

/** What of a case is asked for by itself. `head`: what its card on the board shows. */
export type CasePart = 'head' | 'reports' | 'people' | 'access' | 'meetings'

/**
 * Something changed for this member: ids, code names and, of a move, the first name of who made it; the client asks over HTTP for what it shows,
 * and is answered by its rights at that moment.
 * - `case`: a case this member may see is new or changed (stage, next step, people, meeting, team); `part` where only that part of
 *   it changed, absent: ask for everything of it that is shown;
 *   `reminds: 'word'` to whoever leads it, when a word to whoever reported is owed soon, or was
 * - `task`: a task of this member's is new or changed; `arrived` when it was just given to them, `reminds` when its time has come or
 *   will soon; `reminds: 'late'` is to whoever leads the case, about a task of it
 * - `access`: this member's rights changed; ask for the list of cases anew
 * - `members`: the team, or who is here, changed
 * - `phones`: a phone that this member may let in waits, or waits no longer
 * - `arrivals`: somebody whom this member may let into a case has joined the team
 * - `procedure`: somebody has read the procedure, to those who see who has; `reminds` to whoever is to read it
 * - `page`: a page that calls this member, or that they may follow, is new or changed
 */
export type News =
  | {
      kind: 'case'
      case: CaseId
      /** `present`: who is in its meeting now. */
      part?: CasePart | 'present'
      moved?: { codeName: string; stage: string; by: string; member: MemberId }
      reminds?: 'word'
    }
  | { kind: 'task'; case: CaseId; task: TaskId; arrived?: boolean; reminds?: 'soon' | 'due' | 'late' }
  | { kind: 'access' }
  | { kind: 'members' }
  | { kind: 'phones' }
  | { kind: 'arrivals' }
  | { kind: 'procedure'; reminds?: true }
  | { kind: 'page'; page: PageId }

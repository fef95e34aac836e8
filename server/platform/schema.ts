// The tables as Kysely sees them; migrations/ makes them so. Sealed columns hold AES-GCM boxes (sealing.ts).

import type { Generated } from 'kysely'
import type { CarriedLevel } from '#shared/http/arrivals.ts'
import type { Level, PersonRole, Stage } from '#shared/http/cases.ts'
import type {
  CaseId,
  EntryId,
  EventId,
  MeetingId,
  MemberId,
  PageId,
  PersonId,
  Seq,
  TaskId,
} from '#shared/ids.ts'
import type { TaskView } from '#shared/tasks/view.ts'
import type { AttendeeTables } from './attendee-tables.ts'
import type { FileTables } from './file-tables.ts'
import type { PeopleTables } from './people-tables.ts'

type EntryColumns = {
  kind: string
  id: string
  n: number
  version: number
  /** Nobody of the team, of what an attendee wrote. */
  author_id: MemberId | null
  at: Date
  /** The entry, or whatever else, that it is about. */
  about: string | null
  sealed: Uint8Array
}

export interface Database extends PeopleTables, FileTables, AttendeeTables {
  case_arrivals: {
    member_id: MemberId
    case_id: CaseId
    level: CarriedLevel
    invited_by: MemberId
    arrived_at: Date
    /** Not now, was said. */
    answered_at: Generated<Date | null>
  }
  cases: {
    id: CaseId
    event_id: EventId
    code_name: string
    stage: Stage
    stage_since: Generated<Date>
    is_urgent: Generated<boolean>
    reported_at: Generated<Date>
    /** Who took it; nobody of the team where it came by the attendee's page. */
    reported_by: MemberId | null
    /** Since when nobody may lead it: it waits for somebody from outside. */
    leaderless_since: Generated<Date | null>
    /** A report says who the reported person is: everybody is asked about a conflict before their first look. */
    is_who_written: Generated<boolean>
    /** What the clocks of the words to the reporter go by. */
    owed_since: Generated<Date>
    /** The first word since then, and what came of it. */
    told_at: Generated<Date | null>
    outcome_told_at: Generated<Date | null>
    next_word_by: Generated<Date | null>
    wants_no_word: Generated<boolean>
    /** The version of the procedure that it goes by. */
    procedure_id: Generated<EntryId>
    sealed_key: Uint8Array
  }
  code_name_reservations: {
    event_id: EventId
    code_name: string
    member_id: MemberId
    reserved_at: Generated<Date>
  }
  case_access: {
    case_id: CaseId
    member_id: MemberId
    level: Level
    conflict: Generated<'unasked' | 'asked' | 'none'>
    /** Leads until somebody who was to lead has answered the conflict check; then it is this level again. */
    stands_in_from: Generated<Level | null>
    granted_by: MemberId | null
    granted_at: Generated<Date>
  }
  case_exclusions: {
    case_id: CaseId
    member_id: MemberId
    since: Generated<Date>
    /** Ends when somebody gives them access; see `excludeUntilGiven`. */
    until_given: Generated<boolean>
    /** Likely named: ends when somebody on the case says that it is somebody else. */
    until_answered: Generated<boolean>
  }
  /** The entries by which somebody of the team may be named, and what those on the case said about it. */
  case_likenesses: {
    case_id: CaseId
    member_id: MemberId
    entry_id: string
    asked_at: Date
    is_them: Generated<boolean | null>
    answered_by: Generated<MemberId | null>
    answered_at: Generated<Date | null>
  }
  exclusion_lifts: {
    id: string
    case_id: CaseId
    member_id: MemberId
    asked_by: MemberId
    asked_at: Date
    agreed_by: MemberId | null
    agreed_at: Date | null
  }
  case_entries: EntryColumns & { case_id: CaseId }
  event_entries: EntryColumns & { event_id: EventId }
  audit: {
    /** A case, or the event for what belongs to no case. */
    chain: CaseId | EventId
    n: number
    at: Date
    member_id: MemberId | null
    act: string
    entry_id: string | null
    hash: Uint8Array
  }
  audit_heads: { chain: CaseId | EventId; n: number; hash: Uint8Array }
  /** What the database has to see of people; what they are called stands in entries. */
  case_people: {
    id: PersonId
    case_id: CaseId
    role: PersonRole
    member_id: MemberId | null
    created_by: MemberId
    created_at: Generated<Date>
  }
  meetings: {
    id: MeetingId
    case_id: CaseId
    started_at: Date
    started_by: MemberId
    sealed_place: Uint8Array | null
    question: Generated<number>
    ended_at: Date | null
    ended_by: MemberId | null
    has_objection: boolean | null
    join_code: string | null
    names_shown_by: MemberId | null
    names_shown_until: Date | null
  }
  displays: {
    token_hash: Uint8Array
    id: string
    case_id: CaseId
    made_by: MemberId
    created_at: Date
    expires_at: Date
  }
  name_showings: { id: string; meeting_id: MeetingId; member_id: MemberId; at: Date; until: Date }
  record_heads: { case_id: CaseId; seq: Generated<Seq>; epoch: string; rights_version: Generated<number> }
  record_log: { case_id: CaseId; seq: Seq; member_id: MemberId; sealed: Uint8Array; at: Generated<Date> }
  record_clients: { case_id: CaseId; client: number; member_id: MemberId; since: Generated<Date> }
  record_snapshots: { case_id: CaseId; epoch: string; seq: Seq; sealed: Uint8Array; made_at: Generated<Date> }
  tasks: {
    case_id: CaseId
    task_id: TaskId
    sealed_what: Uint8Array
    who: MemberId | null
    due: Date | null
    sealed_due_words: Uint8Array | null
    state: TaskView['state']
    by: MemberId | null
    sealed_order: Uint8Array
    added_by: MemberId
    assigned_by: MemberId | null
    assigned_at: Date | null
    delivered_at: Date | null
    state_at: Date | null
  }
  server_keys: { name: string; sealed: Uint8Array }
  push_subscriptions: {
    id: string
    session_id: string
    member_id: MemberId
    address_hash: Uint8Array
    sealed: Uint8Array
    created_at: Date
  }
  pages: {
    id: PageId
    event_id: EventId
    case_id: CaseId | null
    /** Nobody of the team where an attendee's report calls. */
    made_by: MemberId | null
    made_at: Date
    is_for_all: boolean
    next_at: Date
    /** Said by whoever called; a case says it of itself. */
    says_danger: Generated<boolean>
    /** Where whoever called is. */
    sealed_place: Generated<Uint8Array | null>
    outcome: 'answered' | 'unanswered' | 'stopped' | null
  }
  page_calls: {
    page_id: PageId
    member_id: MemberId
    called_at: Date
    delivered_at: Date | null
    seen_at: Date | null
    answer: 'on-my-way' | 'cannot' | null
    answered_at: Date | null
    /** They said that they are there. */
    here_at: Generated<Date | null>
  }
  /** What is still to be done (server/jobs). */
  jobs: {
    id: string
    kind: string
    /** There is one of a kind and a key. */
    key: string
    /** Ids, never words. */
    about: object
    made_at: Date
    /** Null: at once. */
    due_at: Date | null
    /** From then on it is not worth doing. */
    expires_at: Date | null
    tries: Generated<number>
    /** The node that is at it, or was when it ended. */
    taken_by: Generated<string | null>
  }
}

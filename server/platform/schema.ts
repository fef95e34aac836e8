// The tables as Kysely sees them; migrations/ makes them so. Sealed columns hold AES-GCM boxes (sealing.ts).

import type { Generated } from 'kysely'
import type { Level, PersonRole, Stage } from '#shared/http/cases.ts'
import type { Role } from '#shared/http/people.ts'
import type {
  CaseId,
  EventId,
  InvitationId,
  MeetingId,
  MemberId,
  PageId,
  PersonId,
  ReportId,
  Seq,
  TaskId,
} from '#shared/ids.ts'
import type { TaskView } from '#shared/tasks/view.ts'

export interface Database {
  events: {
    id: EventId
    name: string
    time_zone: string
    is_current: Generated<boolean>
    created_at: Generated<Date>
  }
  members: {
    id: MemberId
    event_id: EventId
    name: string
    role: Role
    email: string
    password_hash: string
    colour: number
    created_at: Generated<Date>
    ended_at: Date | null
  }
  sessions: {
    token_hash: Uint8Array
    id: string
    member_id: MemberId
    created_at: Date
    expires_at: Date
    proved_at: Date
    waits: Generated<boolean>
  }
  phone_codes: { code_hash: Uint8Array; session_id: string; member_id: MemberId; expires_at: Date }
  sign_in_tries: { account_hash: Uint8Array; at: Date }
  invitations: {
    id: InvitationId
    event_id: EventId
    token_hash: Uint8Array
    role: Role
    max_uses: number
    uses: Generated<number>
    expires_at: Date
    created_by: MemberId
    created_at: Generated<Date>
    revoked_at: Date | null
  }
  cases: {
    id: CaseId
    event_id: EventId
    code_name: string
    stage: Stage
    stage_since: Generated<Date>
    is_urgent: Generated<boolean>
    reported_at: Generated<Date>
    reported_by: MemberId
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
    granted_by: MemberId | null
    granted_at: Generated<Date>
  }
  case_exclusions: { case_id: CaseId; member_id: MemberId; since: Generated<Date> }
  reports: {
    id: ReportId
    case_id: CaseId
    taken_by: MemberId
    taken_at: Generated<Date>
    sealed: Uint8Array
  }
  amendments: {
    id: string
    report_id: ReportId
    case_id: CaseId
    author_id: MemberId
    at: Generated<Date>
    sealed: Uint8Array
  }
  case_people: {
    id: PersonId
    case_id: CaseId
    role: PersonRole
    member_id: MemberId | null
    sealed: Uint8Array
    created_by: MemberId
    created_at: Generated<Date>
  }
  meetings: {
    id: MeetingId
    case_id: CaseId
    started_at: Date
    started_by: MemberId
    place: string | null
    question: Generated<number>
    ended_at: Date | null
    ended_by: MemberId | null
    has_objection: boolean | null
    sealed_minutes: Uint8Array | null
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
    ord: string
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
  pushes: {
    id: string
    subscription_id: string
    member_id: MemberId
    /** Either a task of a case, or a page. */
    case_id: CaseId | null
    task_id: TaskId | null
    page_id: PageId | null
    tries: Generated<number>
    due_at: Date
    expires_at: Date
  }
  pages: {
    id: PageId
    event_id: EventId
    case_id: CaseId | null
    made_by: MemberId
    made_at: Date
    is_for_all: boolean
    next_at: Date
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
  }
  outbox: {
    id: string
    member_id: MemberId
    case_id: CaseId
    task_id: TaskId
    kind: 'assigned' | 'changed'
    created_at: Generated<Date>
    due_at: Generated<Date>
    settled_at: Date | null
  }
}

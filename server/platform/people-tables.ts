// The tables of the event, its team and how they get in, as Kysely sees them; a part of the schema.

import type { Generated, GeneratedAlways } from 'kysely'
import type { CarriedLevel } from '#shared/http/arrivals.ts'
import type { Role } from '#shared/http/people.ts'
import type { CaseId, EventId, InvitationId, MemberId, ShiftId } from '#shared/ids.ts'

export interface PeopleTables {
  events: {
    id: EventId
    name: string
    time_zone: string
    is_current: Generated<boolean>
    created_at: Generated<Date>
    /** Whom to turn to outside the team; sealed by the master key itself. */
    sealed_outside: Generated<Uint8Array | null>
    /** Until when whoever reports hears that it came in, and what came of it. */
    acknowledge_hours: Generated<number>
    outcome_days: Generated<number>
    /** Whether attendees can report by a page of their own, and what its address ends with; drawn once. */
    attendee_page: Generated<boolean>
    attendee_address: Generated<string | null>
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
    /** When a chair confirmed who this is; nobody need be asked about staff. */
    confirmed_at: Generated<Date | null>
    confirmed_by: Generated<MemberId | null>
    /** The role as it counts: `staff` until confirmed. */
    acting_role: GeneratedAlways<Role>
    /** When the account ends by itself. */
    ends_at: Generated<Date | null>
    /** When they last got back in with a link, and who made it; whoever runs the server is nobody here. */
    back_at: Generated<Date | null>
    back_by: Generated<MemberId | null>
    /** A telephone number that they gave to the team; sealed by the master key itself. */
    sealed_phone: Generated<Uint8Array | null>
    /** The languages that they speak, in their words; sealed likewise. */
    sealed_speaks: Generated<Uint8Array | null>
  }
  /** Who is on duty when; what was said of it are entries of the event. */
  shifts: {
    id: ShiftId
    event_id: EventId
    member_id: MemberId
    starts_at: Date
    ends_at: Date
    /** Leads the staff on duty then. */
    is_lead: boolean
  }
  /** Names that members had before: named by one of them is named. */
  former_names: { member_id: MemberId; name: string }
  recoveries: {
    member_id: MemberId
    token_hash: Uint8Array
    made_by: MemberId | null
    made_at: Date
    expires_at: Date
  }
  sessions: {
    token_hash: Uint8Array
    id: string
    member_id: MemberId
    created_at: Date
    expires_at: Date
    proved_at: Date
    waits: Generated<boolean>
    /** Until when a phone that asked to be let in is shown to those who run the team. */
    shown_until: Generated<Date | null>
    /** What kind of device, in words. */
    device: Generated<string>
    seen_at: Generated<Date>
  }
  phone_codes: { code_hash: Uint8Array; session_id: string; member_id: MemberId; expires_at: Date }
  /** `at`: when the counter began. */
  sign_in_tries: { kind: string; of_hash: Uint8Array; at: Date; count: number }
  known_devices: { token_hash: Uint8Array; member_id: MemberId; seen_at: Date }
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
    /** Made in this case: whoever comes by it can be let in there. */
    case_id: Generated<CaseId | null>
    level: Generated<CarriedLevel | null>
  }
}

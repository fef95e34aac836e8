// What the routes of the team are given by server/follows.ts.

import type { CaseId, MemberId } from '#shared/ids.ts'
import type { OwnSealing } from '../case/entries.ts'
import type { JoinedDeps, KeptOut } from '../case/joined.ts'
import type { LeadsChanged } from '../case/leads.ts'
import type { EndsDeps } from './ends.ts'
import type { Sessions } from './sessions.ts'
import type { Setup } from './setup.ts'

export type PeopleDeps = EndsDeps &
  JoinedDeps & {
    sessions: Sessions
    setup: Setup
    /** For what is written down of the event. */
    sealing: OwnSealing
    isDemo: boolean
    /** The origins that people open us under; the first is the one to hand out. Asked late: a port may be drawn. */
    origins: () => Iterable<string>
    /** Whether the member has a device connected now. */
    isHere(member: MemberId): boolean
    /** The live connections that a member has here, by their sessions. */
    sessionsHere(): Iterable<string>
    /** Those of them that have the record of a case open whose meeting runs now. */
    sessionsMeeting(): Promise<readonly string[]>
    /**
     * After something about a member has changed that all may see: their name, role, end, or that they got back in.
     * @param isAnew their open connections know it from their beginning, and must begin anew
     */
    memberChanged(member: MemberId, isAnew?: boolean): void
    /** After somebody was found to be named in cases: whose screens are cut, and who learns that their rights changed. */
    casesChanged(kept: readonly KeptOut[]): Promise<void>
    /** After somebody joined by a link that was made in this case. */
    arrived(caseId: CaseId): void | Promise<void>
    /** After somebody got back in with a link, and lost the cases that its maker is excluded from. */
    memberRecovered(member: MemberId, leads: LeadsChanged): Promise<void>
  }

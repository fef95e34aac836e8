// What the routes about cases are given by server/app.ts. Telling always comes after the commit: nobody is told
// of what could still be lost.

import type { CaseId, MemberId } from '#shared/ids.ts'
import type { News } from '#shared/protocol/events.ts'
import type { Db } from '../platform/db.ts'
import type { HandOver } from './hand-over.ts'
import type { Reads } from './reads.ts'
import type { CaseSeals } from './seals.ts'

export type CaseDeps = {
  db: Db
  clock: () => Date
  /** A whole number from 0 up to but without `below`; unguessable. */
  randomInt: (below: number) => number
  seals: CaseSeals
  reads: Reads
  /** Cuts what these members have open of the case, as far as their rights ended. */
  rightsChanged(caseId: CaseId, members: MemberId[]): Promise<void>
  /** To everybody who may see the case at that moment. */
  tellCase(caseId: CaseId, news: News): Promise<void>
  tellMembers(members: MemberId[], news: News): void
  /** Tasks of those who leave a case. */
  handOver: HandOver
  isHere(member: MemberId): boolean
  /** Who has a device in the record of the case now. */
  presentIn(caseId: CaseId): ReadonlySet<MemberId>
}

// Links that a member has given out: they are good for as long as their maker may make such. Invitations, and ways back in.

import { mayInviteAs, type Role, roles } from '#shared/access/rules.ts'
import type { MemberId } from '#shared/ids.ts'
import type { Trx } from '../case/lock.ts'

/** @param role what counts of them from now on; none: they are gone */
export async function voidLinksOf(trx: Trx, member: MemberId, now: Date, role?: Role): Promise<void> {
  const gone = roles.filter((invited) => !role || !mayInviteAs(role, invited))
  if (gone.length > 0)
    await trx
      .updateTable('invitations')
      .set({ revoked_at: now })
      .where('created_by', '=', member)
      .where('role', 'in', gone)
      .where('revoked_at', 'is', null)
      .execute()
  await voidRecoveriesOf(trx, member)
}

/** The ways back in that a member has given out, and those that were made for them: by somebody who may no longer, perhaps. */
export async function voidRecoveriesOf(trx: Trx, member: MemberId): Promise<void> {
  await trx
    .deleteFrom('recoveries')
    .where(({ eb, or }) => or([eb('made_by', '=', member), eb('member_id', '=', member)]))
    .execute()
}

// "Is this our Tomás Ibarra?", answered by one of those on the case, and never by whom it is about.

import type { MemberId } from '#shared/ids.ts'
import type { Act } from '../case/command.ts'
import { exclude } from '../case/exclusions.ts'
import { keepLead } from '../case/leads.ts'
import { giveFree, noteAnswer } from '../case/likenesses.ts'
import { problem } from '../platform/errors.ts'

/**
 * It is them: they are excluded. It is not: what they had they have again, after the conflict question like everybody.
 * @throws Problem not-available where nobody asks about them; conflict for one's own answer, and where nobody would be left to lead
 */
export async function answerLikeness(act: Act, member: MemberId, isThem: boolean): Promise<void> {
  const { trx, caseId, actor, now, after } = act
  if (member === actor.member) throw problem('conflict', 'Somebody else on this case has to say that.')
  if (!(await noteAnswer(trx, { caseId, member, isThem, by: actor.member, now })))
    throw problem('not-available')
  if (isThem) {
    after.rights(await exclude(trx, { caseId, members: [member], now, isChosen: true }))
    return
  }
  await giveFree(trx, caseId, member)
  const { brought } = await keepLead(trx, caseId, now)
  after.rights({ cut: [], left: [], told: (await hasIt(act, member)) ? [member, ...brought] : brought })
}

async function hasIt({ trx, caseId }: Act, member: MemberId): Promise<boolean> {
  const rows = trx.selectFrom('case_access').select('level').where('case_id', '=', caseId)
  return (await rows.where('member_id', '=', member).executeTakeFirst()) !== undefined
}

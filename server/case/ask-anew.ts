// Another reported person is known, or somebody came back by a link: the conflict question stands before the case again. Until
// they answer, the case is as closed to them as to somebody new. Call with the case locked.

import type { CaseId, MemberId } from '#shared/ids.ts'
import type { Rights } from './exclusions.ts'
import { keepLead } from './leads.ts'
import type { Trx } from './lock.ts'
import { countingAccess } from './rights.ts'

type Anew = { caseId: CaseId; now: Date } & (
  | { /** Who has just said who it is: they knew before they did. */ except: MemberId }
  | { only: MemberId }
)

/** Asks those on the case again who may open it. */
export async function askAnew(trx: Trx, anew: Anew): Promise<Rights> {
  const { caseId, now } = anew
  const open = countingAccess(trx).select('a.member_id').where('a.case_id', '=', caseId)
  const some =
    'only' in anew ? open.where('a.member_id', '=', anew.only) : open.where('a.member_id', '<>', anew.except)
  const asked = (await some.execute()).map((row) => row.member_id)
  if (asked.length === 0) return { cut: [], told: [], left: [], isLed: true }
  await trx
    .updateTable('case_access')
    .set({ conflict: 'asked' })
    .where('case_id', '=', caseId)
    .where('member_id', 'in', asked)
    .execute()
  const { isLed, brought } = await keepLead(trx, caseId, now)
  return { cut: asked, told: [...asked, ...brought], left: [], isLed }
}

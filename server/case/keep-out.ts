// Whoever is named by what is added to a case is kept out of it in the same act.

import type { Act, AttendeesAct } from './command.ts'
import { exclude } from './exclusions.ts'
import { asLikely, findNamedIn, type Said } from './named.ts'

/** Those who are named, in full or likely, have it no more until somebody on the case has said whether they are meant. */
export async function keepOutNamed(
  { trx, caseId, actor, now, after }: Act | AttendeesAct,
  said: readonly Said[],
): Promise<void> {
  if (said.length === 0) return
  const withheld = asLikely(await findNamedIn(trx, caseId, said), actor.member)
  const rights = await exclude(trx, { caseId, members: [], withheld, now, isChosen: false })
  if (rights.cut.length > 0) after.rights(rights)
}

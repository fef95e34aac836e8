// Before a device rings for a page it is looked at again.

import type { MemberId, PageId } from '#shared/ids.ts'
import type { Db } from '../platform/db.ts'
import type { Row } from './call-next.ts'
import { mayFollow } from './line.ts'

/** Whether a device of this member is still to be rung for the page. */
export async function isStillCalled(db: Db, id: PageId, member: MemberId): Promise<boolean> {
  const page = await db
    .selectFrom('pages as p')
    .innerJoin('page_calls as c', 'c.page_id', 'p.id')
    .select(['p.id', 'p.case_id', 'p.made_by', 'p.outcome', 'p.is_for_all', 'c.answer', 'c.seen_at'])
    .where('p.id', '=', id)
    .where('c.member_id', '=', member)
    .executeTakeFirst()
  if (!page || page.answer || page.seen_at || isOverFor(page)) return false
  return mayFollow(db, member, page)
}

/** Whether nobody else's answer is wanted any more. A call that nobody has answered can still be answered. */
export const isOverFor = (page: Pick<Row, 'outcome' | 'is_for_all'>): boolean =>
  page.outcome === 'stopped' || (page.outcome === 'answered' && !page.is_for_all)

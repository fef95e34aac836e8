// Who is called, and in which order: who is on duty, then the others, each the chair, then the coordinators; of a case only those
// who may open it at that moment.
// Whoever has yet to answer the conflict check is called all the same, and learns nothing of the case by it. Whoever is
// excluded from the case is not in its line, and nothing tells that they are not.

import type { MemberId, PageId } from '#shared/ids.ts'
import { givenAccess } from '../case/rights.ts'
import { readOnDuty } from '../people/on-duty.ts'
import type { Db } from '../platform/db.ts'
import type { Database } from '../platform/schema.ts'

type PageRow = Pick<Database['pages'], 'id' | 'event_id' | 'case_id' | 'made_by' | 'is_for_all'>

/** Those in line who have not been called yet. A chair calls everybody who works on the case. */
export async function waitingInLine(db: Db, page: PageRow, now: Date): Promise<MemberId[]> {
  const line = page.case_id
    ? givenAccess(db)
        .select(['a.member_id as id', 'm.acting_role as role'])
        .where('a.case_id', '=', page.case_id)
        .orderBy((order) => order.case().when('m.acting_role', '=', 'chair').then(0).else(1).end())
        .orderBy((order) => order.case().when('a.level', '=', 'lead').then(0).else(1).end())
        .orderBy('m.created_at')
        .orderBy('m.id')
    : db
        .selectFrom('members as m')
        .select(['m.id', 'm.acting_role as role'])
        .where('m.event_id', '=', page.event_id)
        .where('m.ended_at', 'is', null)
        .orderBy((order) => order.case().when('m.acting_role', '=', 'chair').then(0).else(1).end())
        .orderBy('m.created_at')
        .orderBy('m.id')
  const called = new Set(await calledBy(db, page.id))
  const isInLine = (role: string) => role !== 'staff' || (page.is_for_all && page.case_id !== null)
  const waiting = (await line.execute())
    .filter(({ id, role }) => isInLine(role) && id !== page.made_by && !called.has(id))
    .map(({ id }) => id)
  const onDuty = await readOnDuty(db, page.event_id, now)
  return [...waiting.filter((id) => onDuty.has(id)), ...waiting.filter((id) => !onDuty.has(id))]
}

export async function calledBy(db: Db, page: PageId): Promise<MemberId[]> {
  const rows = db.selectFrom('page_calls').select('member_id').where('page_id', '=', page)
  return (await rows.execute()).map(({ member_id }) => member_id)
}

/**
 * Who may know of a page: those who may open its case, and whoever was called who has yet to answer the conflict check; without
 * a case, its caller and whoever was called.
 */
export async function followersOf(
  db: Db,
  page: Pick<PageRow, 'id' | 'case_id' | 'made_by'>,
): Promise<MemberId[]> {
  if (!page.case_id) return [...(page.made_by ? [page.made_by] : []), ...(await calledBy(db, page.id))]
  const rows = await givenAccess(db)
    .select(['a.member_id', 'a.conflict'])
    .where('a.case_id', '=', page.case_id)
    .execute()
  const called = new Set(await calledBy(db, page.id))
  return rows
    .filter(({ member_id, conflict }) => conflict !== 'asked' || called.has(member_id))
    .map(({ member_id }) => member_id)
}

/** Whether a page may be known to this member now. */
export const mayFollow = async (
  db: Db,
  member: MemberId,
  page: Pick<PageRow, 'id' | 'case_id' | 'made_by'>,
): Promise<boolean> => (await followersOf(db, page)).includes(member)

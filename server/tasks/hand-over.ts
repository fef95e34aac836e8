// Whoever leaves a case leaves no task behind in it: what they had still to do goes to the lead, in the transaction in which they
// leave, and the lead is told like anybody who is given one.

import type { Doc } from 'yjs'
import type { CaseId, MemberId } from '#shared/ids.ts'
import { assignTask } from '#shared/record/edit.ts'
import type { HandOver } from '../case/hand-over.ts'
import { leadAmong } from '../case/leads.ts'
import type { Trx } from '../case/lock.ts'
import { givenAccess } from '../case/rights.ts'

type Change = { caseId: CaseId; author: MemberId; edit: (doc: Doc) => void }
/** A change of a record inside this transaction. @returns what to do once it is committed */
type WriteBeside = (trx: Trx, change: Change) => Promise<() => void>

export const createHandOver =
  (writeBeside: () => WriteBeside): HandOver =>
  async (trx, caseId, from) => {
    const after: (() => void)[] = []
    for (const author of from) {
      const rows = await trx
        .selectFrom('tasks')
        .select('task_id')
        .where('case_id', '=', caseId)
        .where('who', '=', author)
        .where('state', 'in', ['open', 'accepted', 'cannot'])
        .execute()
      if (rows.length === 0) continue
      const lead = await findLead(trx, caseId)
      const edit = (doc: Doc) => {
        for (const { task_id } of rows) assignTask(doc, task_id, lead)
      }
      after.push(await writeBeside()(trx, { caseId, author, edit }))
    }
    return () => {
      for (const call of after) call()
    }
  }

/** Who leads, before whoever stands in for somebody who has yet to answer the conflict check; nobody where the case waits for somebody from outside. */
const findLead = (trx: Trx, caseId: CaseId): Promise<MemberId | null> => leadAmong(givenAccess(trx), caseId)

// Sending a report, and what it takes to write one without a network.

import { uuidv4 } from 'lib0/random'
import type { DangerAsk, ReportAnswer, ReportAsk } from '#shared/http/cases.ts'
import type { CaseId, EntryId } from '#shared/ids.ts'
import { call } from './ask.ts'
import { useChange } from './changes.ts'
import { keys } from './keys.ts'

/** Sent again with the same id, it answers the same case. @throws ApiProblem as `ask` does */
export const sendReport = (body: ReportAsk): Promise<ReportAnswer> => call('takeReport', { body })

/** Somebody called for help in a case, or nobody is in danger there any more, or still is. */
export const useSayDanger = (caseId: CaseId) =>
  useChange(
    (ask: DangerAsk) =>
      call('sayDanger', { params: { id: caseId }, body: { id: uuidv4() as EntryId, ...ask } }),
    () => [keys.casePart(caseId, 'head'), keys.casePart(caseId, 'reports'), keys.cases],
  )

/** Names for cases that are opened from this device later. */
export const reserveCodeNames = async (): Promise<string[]> => (await call('reserveCodeNames')).codeNames

/** Who is signed in at this moment, whatever the screens believe. @returns a member's id */
export const askWhoIsHere = async (): Promise<string> => (await call('readMe')).member.id

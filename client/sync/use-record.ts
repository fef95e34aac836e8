// The record of a case for React. Apart from the connection's own context, because records bring Yjs with them.

import { useEffect, useReducer } from 'react'
import type { CaseId } from '#shared/ids.ts'
import { useLive } from './live-context.tsx'
import { makeRecords } from './open-records.ts'
import type { RecordConnection } from './record-connection.ts'

/** The record of a case, open while the component is mounted; remounting soon does not join anew. */
export function useRecord(caseId: CaseId): RecordConnection {
  const live = useLive()
  live.canOpen(makeRecords)
  const record = live.peekRecord(caseId)
  const [, renderAgain] = useReducer((count: number) => count + 1, 0)
  useEffect(() => {
    const held = live.openRecord(caseId)
    if (held !== record) renderAgain()
    return held.release
  }, [live, caseId, record])
  return record
}

// What this page still holds and the server does not have: in words, and as text to take along.

import type { QueryClient } from '@tanstack/react-query'
import { isWhole } from '#shared/cases/damaged.ts'
import type { PeopleInCase } from '#shared/http/cases.ts'
import type { Member } from '#shared/http/people.ts'
import { keys } from '../api/keys.ts'
import type { Live } from '../sync/live.ts'
import { countEdits } from '../sync/save-state.ts'

/** "3 edits", "1 report", "3 edits and 1 report"; undefined when nothing would be lost. */
export function sayUnsent(edits: number, hasReport: boolean): string | undefined {
  const parts = [...(edits > 0 ? [countEdits(edits)] : []), ...(hasReport ? ['1 report'] : [])]
  return parts.length > 0 ? parts.join(' and ') : undefined
}

/** The words of every record with unsaved edits, with the names that are known here, and of the report. */
export function unsentText(live: Pick<Live, 'unsavedRecords'>, client: QueryClient, report: string): string {
  const members = client.getQueryData<Member[]>(keys.members) ?? []
  const texts = live.unsavedRecords().map((record) => {
    const people = client.getQueryData<PeopleInCase>(keys.casePart(record.caseId, 'people'))?.people ?? []
    const named = new Map<string, string>(
      [...members, ...people.filter(isWhole)].map(({ id, name }) => [id, name]),
    )
    return record.text(({ id }) => named.get(id) ?? '…')
  })
  return [...texts, report.trim()].filter((text) => text !== '').join('\n\n')
}

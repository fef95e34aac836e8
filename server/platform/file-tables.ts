// The tables of photos and files, as Kysely sees them.

import type { Generated } from 'kysely'
import type { CaseId, FileId, MemberId, ReportId } from '#shared/ids.ts'

export interface FileTables {
  /** Photos and files: what is being sent, and what is kept. What they are called stands in entries. */
  files: {
    id: FileId
    /** Nothing of a mail for which there is no report yet; it is sealed by the master key so long. */
    case_id: CaseId | null
    member_id: MemberId
    /** The report that it belongs to. */
    about: ReportId | null
    begun_at: Date
    /** As announced; once it is kept, as it is kept. */
    bytes: number
    /** How many of them have come. */
    got: Generated<number>
    kept_at: Generated<Date | null>
    sealed_preview: Generated<Uint8Array | null>
  }
  file_parts: { file_id: FileId; n: number; sealed: Uint8Array }
}

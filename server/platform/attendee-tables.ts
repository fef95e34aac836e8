// The tables of the attendee's page, as Kysely sees them.

import type { CaseId, ReportId } from '#shared/ids.ts'

export interface AttendeeTables {
  /** Which report a receipt code leads back to. Of the code only the hash is kept. */
  receipts: { code_hash: Uint8Array; case_id: CaseId; report_id: ReportId }
  /** What is being written on the page; opened only by the key that the page itself holds. */
  attendee_drafts: { key_hash: Uint8Array; sealed: Uint8Array; expires_at: Date }
}

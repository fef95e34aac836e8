// What a room display needs of live sync; server/app.ts hands it from the one to the other.

import type * as Y from 'yjs'
import type { CaseId } from '#shared/ids.ts'
import type { DisplayOver, DisplayState } from '#shared/protocol/display.ts'
import type { Present } from '#shared/protocol/events.ts'

export type DisplayDoor = {
  /** Whether any display of the case is connected here. */
  isShown: (caseId: CaseId) => boolean
  /** Reads the record between two groups, so that nothing is shown which is not durable. */
  read: <T>(caseId: CaseId, read: (doc: Y.Doc) => T) => Promise<T | undefined>
  presentIn: (caseId: CaseId) => Present[]
  show: (caseId: CaseId, state: DisplayState) => void
  /** The ids of the displays that are connected here. */
  displaysOf: (caseId: CaseId) => string[]
  /** Their connections: a display that was loaded anew has another one, and knows nothing. */
  connectionsOf: (caseId: CaseId) => string[]
  /** Ends those of them; without a reason they only connect anew. */
  end: (caseId: CaseId, isOver: (display: string) => boolean, why?: DisplayOver) => void
}

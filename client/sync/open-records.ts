// The records that are open in this tab: one connection each, however many parts of the page use it. A record that
// nobody holds any more stays open for a moment, and for as long as it has unsaved edits.

import type { CaseId, TaskId } from '#shared/ids.ts'
import type { Link } from './link.ts'
import { RecordConnection } from './record-connection.ts'

type Entry = { record: RecordConnection; holders: number; timer?: ReturnType<typeof setTimeout> }
export type SharedLink = Omit<Link, 'release' | 'delivered'> & {
  delivered(caseId: CaseId, task: TaskId): void
}

/** For a connection that opens records: asked for by the pages that show one, so that the others do without Yjs. */
export const makeRecords = (graceMs: number, link: SharedLink): OpenRecords => new OpenRecords(graceMs, link)

/** It was taken from this member while it was open, and nobody looks at it: who may open it again joins anew. */
const isOver = ({ record, holders }: Entry): boolean => {
  const status = record.status()
  return holders === 0 && status.is === 'closed' && status.why === 'not-available'
}

export class OpenRecords {
  #entries = new Map<CaseId, Entry>()
  #graceMs: number
  #link: SharedLink

  constructor(graceMs: number, link: SharedLink) {
    this.#graceMs = graceMs
    this.#link = link
  }

  find = (caseId: CaseId): RecordConnection | undefined => this.#entries.get(caseId)?.record

  all(): RecordConnection[] {
    return [...this.#entries.values()].map((entry) => entry.record)
  }

  unsavedEdits(): number {
    return this.all().reduce((sum, record) => sum + record.unsavedEdits(), 0)
  }

  open(caseId: CaseId): RecordConnection {
    const entry = this.#entry(caseId)
    entry.holders++
    clearTimeout(entry.timer)
    return entry.record
  }

  peek(caseId: CaseId): RecordConnection {
    const entry = this.#entry(caseId)
    if (entry.holders === 0) this.#letGoLater(caseId, entry)
    return entry.record
  }

  closeAll(): void {
    for (const entry of this.#entries.values()) {
      clearTimeout(entry.timer)
      entry.record.destroy()
    }
    this.#entries.clear()
  }

  #entry(caseId: CaseId): Entry {
    const known = this.#entries.get(caseId)
    if (known && !isOver(known)) return known
    if (known) this.#drop(caseId, known)
    const release = () => this.#release(caseId)
    const delivered = (task: TaskId) => this.#link.delivered(caseId, task)
    const entry: Entry = {
      record: new RecordConnection(caseId, { ...this.#link, release, delivered }),
      holders: 0,
    }
    this.#entries.set(caseId, entry)
    return entry
  }

  #drop(caseId: CaseId, entry: Entry): void {
    clearTimeout(entry.timer)
    this.#entries.delete(caseId)
    entry.record.destroy()
  }

  #release(caseId: CaseId): void {
    const entry = this.#entries.get(caseId)
    if (!entry) return
    entry.holders = Math.max(0, entry.holders - 1)
    if (entry.holders === 0) this.#letGoLater(caseId, entry)
  }

  #letGoLater(caseId: CaseId, entry: Entry): void {
    clearTimeout(entry.timer)
    entry.timer = setTimeout(() => {
      if (entry.holders > 0) return
      if (entry.record.unsavedEdits() > 0) {
        this.#letGoLater(caseId, entry)
        return
      }
      this.#drop(caseId, entry)
    }, this.#graceMs)
  }
}

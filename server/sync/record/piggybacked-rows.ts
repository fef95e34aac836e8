// Rows of other nodes that came with their announcement: what a question to the database would answer. Only a short cut:
// a row that is missing, of another life of the record, or does not open in its place, is read from the log.

import type { Seq } from '#shared/ids.ts'
import type { CaseSeal } from '../../case/seals.ts'
import type { Piggyback } from '../../platform/bus.ts'
import { SealBroken } from '../../platform/sealing.ts'
import type { Row } from '../storage/journal.ts'

/** More than that wait only for a node that is late by far; it reads them in one go then. */
const mostKept = 256

type Sealed = Piggyback['rows'][number] & { epoch: string }

export class PiggybackedRows {
  readonly #bySeq = new Map<Seq, Sealed>()

  /** @param seq the place of the last of them */
  keep(seq: Seq, { epoch, rows }: Piggyback): void {
    if (this.#bySeq.size + rows.length > mostKept) this.#bySeq.clear()
    let at = seq - rows.length
    for (const row of rows) this.#bySeq.set(++at, { ...row, epoch })
  }

  /** @returns those that come right after `head` without a gap, and forgets them and what came before */
  take(head: { seq: Seq; epoch: string }, seal: CaseSeal): Row[] {
    const taken: Row[] = []
    for (let seq = head.seq + 1; ; seq++) {
      const row = this.#bySeq.get(seq)
      const opened = row?.epoch === head.epoch ? open(seal, seq, row) : undefined
      if (!opened) break
      taken.push(opened)
    }
    const last = head.seq + taken.length
    for (const seq of this.#bySeq.keys()) if (seq <= last) this.#bySeq.delete(seq)
    return taken
  }
}

function open(seal: CaseSeal, seq: Seq, { member, sealed }: Sealed): Row | undefined {
  try {
    return { seq, member, update: seal.unseal('log', seq, Buffer.from(sealed, 'base64')) }
  } catch (error) {
    if (error instanceof SealBroken) return undefined
    throw error
  }
}

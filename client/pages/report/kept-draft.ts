// A report that is not sent yet, kept on this device: it is there again after a reload, a crash, or a flat battery, and
// gone once it is sent, cleared, or somebody signs out. Tabs keep theirs apart.

import { type Keep, keepHere } from '../../keep/keep.ts'
import type { KeptReport, ReportDesk } from './report-desk.ts'

const kind = 'report'
const gatherMs = 200

/** Follows the desk from now on. */
export function keepDraftOf(desk: ReportDesk): void {
  void keepHere.then((keep) => keep && new KeptDraft(keep, desk))
}

class KeptDraft {
  #keep: Keep
  #desk: ReportDesk
  #row: number | undefined
  #written = ''
  #timer: ReturnType<typeof setTimeout> | undefined
  #work: Promise<void> = Promise.resolve()

  constructor(keep: Keep, desk: ReportDesk) {
    this.#keep = keep
    this.#desk = desk
    desk.subscribe(() => {
      this.#timer ??= setTimeout(() => this.#followNow(), gatherMs)
    })
    document.addEventListener('visibilitychange', () => this.#followNow())
    keep.onNews((news) => news === 'unlocked' && this.#followNow())
    this.#followNow()
  }

  #followNow(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#work = this.#work.then(() => this.#follow())
  }

  async #follow(): Promise<void> {
    if (!this.#keep.canRead('member') || !this.#desk.isSomebodyHere()) return
    const report = this.#desk.toKeep()
    try {
      if (report) await this.#write(report)
      else if (this.#row !== undefined) await this.#drop()
      else await this.#readBack()
    } catch {
      // No room, or nothing may be kept any more: the page says that it is kept nowhere.
      this.#desk.noteKept(false)
    }
  }

  /** The new one first: at no moment is there none. */
  async #write(report: KeptReport): Promise<void> {
    const text = JSON.stringify(report)
    if (text === this.#written) return
    const before = this.#row
    this.#row = await this.#keep.addRow('member', kind, report)
    this.#written = text
    if (before !== undefined) await this.#keep.deleteRows([before])
    this.#desk.noteKept(true)
  }

  async #drop(): Promise<void> {
    if (this.#row !== undefined) await this.#keep.deleteRows([this.#row])
    this.#row = undefined
    this.#written = ''
    this.#desk.noteKept(false)
  }

  /** One that a tab has left behind, the newest first; the next one when this is done with. */
  async #readBack(): Promise<void> {
    const found = (await this.#keep.rowsOf<KeptReport>('member', kind)).at(-1)
    if (!found || this.#desk.toKeep()) return
    if (!this.#desk.restore(found.facts)) return
    this.#row = found.n
    this.#written = JSON.stringify(found.facts)
    this.#desk.noteKept(true)
  }
}

// What an act is followed by once it is committed, in this order: screens whose right ended are cut, then those whose rights
// changed learn that, then everybody who may see the case learns that there is something new. Each once, whatever was done.

import type { CaseId, MemberId } from '#shared/ids.ts'
import type { News } from '#shared/protocol/events.ts'
import type { CaseDeps } from './case-deps.ts'
import type { Rights } from './exclusions.ts'
import { tellRights } from './tell-rights.ts'

type CaseNews = Omit<Extract<News, { kind: 'case' }>, 'kind' | 'case'>

export class After {
  readonly #caseId: CaseId
  readonly #cut = new Set<MemberId>()
  readonly #told = new Set<MemberId>()
  readonly #left = new Set<MemberId>()
  #handed = () => {}
  #news: CaseNews | undefined

  constructor(caseId: CaseId) {
    this.#caseId = caseId
  }

  /** Rights changed: told with the case's news. */
  rights({ cut, told, left }: Pick<Rights, 'cut' | 'told' | 'left'>): void {
    for (const member of left) this.#left.add(member)
    for (const member of cut) this.#cut.add(member)
    for (const member of told) this.#told.add(member)
    this.tellCase()
  }

  /** Who has the case no more by it: what they had still to do there is handed over in the same transaction. */
  get left(): MemberId[] {
    return [...this.#left]
  }

  /** @param afterCommit what follows from what was handed over */
  handed(afterCommit: () => void): void {
    this.#handed = afterCommit
  }

  /** Everybody who may see the case then. @param more what the news says beside that there is something new */
  tellCase(more: CaseNews = {}): void {
    const { part, ...before } = this.#news ?? more
    // What changes two parts of a case changes the case.
    this.#news = { ...before, ...more, ...(part !== more.part && { part: undefined }) }
  }

  /** Call once, after the commit. */
  async tell(deps: Pick<CaseDeps, 'rightsChanged' | 'tellMembers' | 'tellCase'>): Promise<void> {
    this.#handed()
    await tellRights(deps, this.#caseId, { cut: [...this.#cut], told: [...this.#told] })
    if (this.#news) await deps.tellCase(this.#caseId, { kind: 'case', case: this.#caseId, ...this.#news })
  }
}

// What has become of the report that is written on this device, for screens beside the report's own. Told by the report's desk.

/** `canOpen`: whether whoever sent it may open its case. */
export type OwnReport =
  | { is: 'begun' }
  | { is: 'waiting' }
  | { is: 'sent'; codeName: string; at: Date; canOpen: boolean }

class ReportNow {
  #now: OwnReport | undefined
  #listeners = new Set<() => void>()

  read = (): OwnReport | undefined => this.#now
  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }
  tell(now: OwnReport | undefined): void {
    if (JSON.stringify(now) === JSON.stringify(this.#now)) return
    this.#now = now
    for (const listener of this.#listeners) listener()
  }
}

export const reportNow = new ReportNow()

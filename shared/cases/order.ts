// The order of cards in a column of the board. Pure and whole: no two cards are equal, so the same cards always
// stand in the same order, on the server and on every screen.

type Urgency = {
  readonly id: string
  readonly isUrgent: boolean
  /** When it was reported, as an ISO time. */
  readonly reportedAt: string
  readonly next: { readonly due: string | null } | null
}

const dueMs = ({ next }: Urgency): number => (next?.due ? Date.parse(next.due) : Number.MAX_SAFE_INTEGER)

/** Safety first, then what is due earliest, then the oldest; the id decides between cards of the same moment. */
export function compareCards(a: Urgency, b: Urgency): number {
  return (
    Number(b.isUrgent) - Number(a.isUrgent) ||
    dueMs(a) - dueMs(b) ||
    Date.parse(a.reportedAt) - Date.parse(b.reportedAt) ||
    Number(a.id > b.id) - Number(a.id < b.id)
  )
}

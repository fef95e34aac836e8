// Which word is owed to whoever reported, and until when, by the clocks of the event. Pure; times are ISO.

/** Until when somebody who reported hears that it came in, and what came of it. */
export type Clocks = { acknowledgeHours: number; outcomeDays: number }

/** What is known of the words to the reporter of a case. */
export type Told = {
  /** Since when nobody has told them anything: when it was reported, or when another report of it came. */
  owedSince: string
  /** The first word since then, whatever it was. */
  toldAt: string | null
  /** When they were told what came of it. */
  outcomeAt: string | null
  /** Until when the next word was promised. */
  nextBy: string | null
  /** They said that they want to hear no more. */
  wantsNoWord: boolean
  isClosed: boolean
}

export const owedKinds = ['acknowledge', 'promised', 'outcome'] as const
export type Owed = { kind: (typeof owedKinds)[number]; dueAt: string }

/** `metAt`: when it was met, in time or late; null where it was not yet. */
export type Clock = { dueAt: string; metAt: string | null }

const hourMs = 3_600_000
const after = (at: string, ms: number): string => new Date(Date.parse(at) + ms).toISOString()

/** Both clocks of a case, met or not. */
export function clocksOf(
  told: Told,
  { acknowledgeHours, outcomeDays }: Clocks,
): Record<'acknowledge' | 'outcome', Clock> {
  const { owedSince, toldAt, outcomeAt } = told
  return {
    acknowledge: { dueAt: after(owedSince, acknowledgeHours * hourMs), metAt: toldAt },
    outcome: { dueAt: after(owedSince, outcomeDays * 24 * hourMs), metAt: outcomeAt },
  }
}

/** The next word that is owed; undefined where none is. */
export function owedWord(told: Told, clocks: Clocks): Owed | undefined {
  if (told.wantsNoWord || told.isClosed) return undefined
  const { acknowledge, outcome } = clocksOf(told, clocks)
  const owed: Owed[] = []
  if (acknowledge.metAt === null) owed.push({ kind: 'acknowledge', dueAt: acknowledge.dueAt })
  if (told.nextBy !== null) owed.push({ kind: 'promised', dueAt: told.nextBy })
  if (outcome.metAt === null) owed.push({ kind: 'outcome', dueAt: outcome.dueAt })
  return owed.toSorted((a, b) => Date.parse(a.dueAt) - Date.parse(b.dueAt))[0]
}

/** How a clock stands, for whoever looks at `now`. */
export function clockState({ dueAt, metAt }: Clock, now: Date): 'met' | 'met-late' | 'running' | 'missed' {
  if (metAt !== null) return Date.parse(metAt) <= Date.parse(dueAt) ? 'met' : 'met-late'
  return now.getTime() <= Date.parse(dueAt) ? 'running' : 'missed'
}

// That somebody may be in danger, as it is known in a case: said in a report, whom somebody called, and that it is over. Each is
// an entry; what holds now is their fold.

import { z } from 'zod'
import { MemberId } from '../ids.ts'
import { entryKind } from './entry-kind.ts'

/** Whom somebody called; left out where they did not say. */
export const Called = z.enum(['security', 'police'])
export type Called = z.infer<typeof Called>

/** `called`: whoever wrote it has called for help. `over`: nobody is in danger any more. `still`: that was a mistake. */
export const dangerSays = z.enum(['called', 'over', 'still'])

export const DangerWords = z.object({ says: dangerSays, whom: Called.optional() })
export type DangerWords = z.infer<typeof DangerWords>

export const danger = entryKind('danger', DangerWords)

/** Somebody called for help: who, whom, and when (ISO). */
export const DangerCall = z.object({ by: MemberId, at: z.string(), whom: Called.optional() })
export type DangerCall = z.infer<typeof DangerCall>

/** A report or a word about danger, as the fold needs it; what is damaged is left out. */
export type DangerEntry = { author: MemberId; at: string } & (
  | {
      kind: 'report'
      words: { danger?: boolean; hasCalled?: boolean; calledAt?: string; calledWhom?: Called }
    }
  | { kind: 'danger'; words: DangerWords }
)

/**
 * @param entries in the order in which they were written
 * @returns whether somebody may be in danger now, and who has called for help since that began
 */
export function foldDanger(entries: readonly DangerEntry[]): { isOn: boolean; calls: DangerCall[] } {
  let isOn = false
  let calls: DangerCall[] = []
  for (const { author: by, at, ...entry } of entries) {
    if (entry.kind === 'danger') {
      const { says, whom } = entry.words
      if (says === 'called') calls = [...calls, { by, at, ...(whom && { whom }) }]
      else isOn = says === 'still'
      continue
    }
    const { danger: isDanger, hasCalled, calledAt = at, calledWhom: whom } = entry.words
    if (!isDanger) continue
    // A danger that comes after another one was over has had nobody called for it yet.
    if (!isOn) calls = []
    isOn = true
    if (hasCalled) calls = [...calls, { by, at: calledAt, ...(whom && { whom }) }]
  }
  return { isOn, calls }
}

// Moving a case: the card moves at once, goes back with a sentence when the server says no, and every move can be
// taken back from the toast.

import { useCallback, useState } from 'react'
import { type Stage, stageTitles } from '#shared/cases/stages.ts'
import type { CaseCard } from '#shared/http/cases.ts'
import { isProblem } from '../../api/ask.ts'
import { useMoveCase } from '../../api/changes.ts'
import type { ToastWords } from '../../ui/Toast.tsx'
import { focusCard } from './BoardColumns.tsx'

/** Longer than a menu takes to close (90 ms), so that it does not take the focus back. */
const drawnAfterMs = 160

/** Why a card went back, in a sentence that says what can be done. */
function sayRefusal(card: CaseCard, error: unknown): string {
  if (isProblem(error, 'conflict'))
    return `${card.codeName} has been moved on since. It stays where it is now.`
  if (isProblem(error, 'offline')) return `Offline. ${card.codeName} was not moved.`
  if (isProblem(error, 'not-available')) return `${card.codeName} was not moved. You can't move it any more.`
  return `${card.codeName} was not moved. Try again in a moment.`
}

export function useBoardMoves() {
  const [toast, setToast] = useState<ToastWords | null>(null)
  const { mutate } = useMoveCase()

  const move = useCallback(
    (card: CaseCard, to: Stage) => {
      // Only from where it was put: what somebody has done with it since is not taken back.
      const back = () => mutate({ id: card.id, stage: card.stage, from: to }, { onError: refuse })
      const refuse = (error: unknown) => setToast({ text: sayRefusal(card, error) })
      mutate({ id: card.id, stage: to }, { onError: refuse })
      setToast({ text: `Moved to ${stageTitles[to]}.`, act: { label: 'Undo', run: back } })
      // The card is drawn anew in its new column: whoever moved it stays with it.
      setTimeout(() => focusCard(card.id), drawnAfterMs)
    },
    [mutate],
  )
  const clearToast = useCallback(() => setToast(null), [])
  return { move, toast, clearToast }
}

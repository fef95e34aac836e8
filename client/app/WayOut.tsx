// Signing out. What was not sent yet lives in this page only, so it is never dropped without a question.

import { type ReactNode, useCallback, useState } from 'react'
import { useSignOut } from '../api/changes.ts'
import { useLive } from '../sync/live-context.tsx'
import { countEdits } from '../sync/save-state.ts'
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx'
import { SignOutProvider } from '../ui/sign-out.tsx'

export function WayOut({ children }: { children: ReactNode }) {
  const live = useLive()
  const { mutate, isPending } = useSignOut()
  const [edits, setEdits] = useState(0)
  const leave = useCallback(() => {
    const unsent = live.unsavedEdits()
    if (unsent > 0) setEdits(unsent)
    else mutate()
  }, [live, mutate])
  return (
    <SignOutProvider value={leave}>
      {children}
      <ConfirmDialog
        isOpen={edits > 0}
        title={`${countEdits(edits)} not sent yet`}
        act="Sign out and lose them"
        keep="Stay signed in"
        onAct={() => mutate()}
        onClose={() => setEdits(0)}
        isBusy={isPending}
      >
        What you wrote is only on this page until the server has it. Signing out now deletes it here.
      </ConfirmDialog>
    </SignOutProvider>
  )
}

// Signing out. What was not sent yet lives in this page only, so it is never dropped without a question; edits of
// records and a report that waits alike.

import { type ReactNode, useCallback, useState } from 'react'
import { useSignOut } from '../api/changes.ts'
import { desk } from '../pages/report/use-report.ts'
import { useLive } from '../sync/live-context.tsx'
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx'
import { SignOutProvider } from '../ui/sign-out.tsx'
import { wipeKept } from './keeping.ts'
import { sayUnsent } from './unsent.ts'

export function WayOut({ children }: { children: ReactNode }) {
  const live = useLive()
  const { mutate, isPending } = useSignOut()
  const [unsent, setUnsent] = useState<string>()
  const signOut = useCallback(() => {
    desk.forget()
    void wipeKept()
    mutate()
  }, [mutate])
  const leave = useCallback(() => {
    const words = sayUnsent(live.unsavedEdits(), desk.isAtRisk())
    if (words) setUnsent(words)
    else signOut()
  }, [live, signOut])
  return (
    <SignOutProvider value={leave}>
      {children}
      <ConfirmDialog
        isOpen={unsent !== undefined}
        title={`${unsent ?? ''} not sent yet`}
        act="Sign out and lose what was not sent"
        loses
        keep="Stay signed in"
        onAct={signOut}
        onClose={() => setUnsent(undefined)}
        isBusy={isPending}
      >
        What you wrote is only on this device until the server has it. Signing out now deletes it here.
      </ConfirmDialog>
    </SignOutProvider>
  )
}

// New report: the account in the reporter's own words. It is named before it is sent, sent exactly once, and
// frozen from then on. What is not sent is on this device only, and the page says so.

import { ActionIcon, Button } from '@mantine/core'
import { IconListCheck, IconX } from '@tabler/icons-react'
import { useState } from 'react'
import { useLocation } from 'wouter'
import type { Me } from '#shared/http/people.ts'
import { useMe } from '../../api/queries.ts'
import { addresses } from '../../ui/addresses.ts'
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx'
import { useTitle } from '../../ui/title.ts'
import { isTouched } from './draft.ts'
import { HandedOver } from './HandedOver.tsx'
import { ReportFoot } from './ReportFoot.tsx'
import { ReportForm } from './ReportForm.tsx'
import look from './report.module.css'
import { SentReport } from './SentReport.tsx'
import { useLeaveGuard } from './use-leave-guard.tsx'
import { desk, useReport, useSendsClosed } from './use-report.ts'

export function ReportPage() {
  const { data: me } = useMe()
  return me ? <ReportOf me={me} /> : null
}

function ReportOf({ me }: { me: Me }) {
  const state = useReport()
  const { draft, phase, codeName, pages, handed, isKept } = state
  const sendsClosed = useSendsClosed(state)
  const name = draft.joins?.codeName ?? codeName
  const title = (phase.is === 'sent' ? phase.codeName : name) ?? 'New report'
  useTitle(title)
  const [, navigate] = useLocation()
  const { leaveTo, dialog } = useLeaveGuard(phase.is !== 'sent' && isTouched(draft), isKept)
  // Nothing behind it: what is there would be wider than the phone, and is nobody's to reach.
  if (handed !== null) return <HandedOver words={handed} isKept={isKept} />
  return (
    <div className={look.page}>
      <div className={look.bar}>
        <ActionIcon
          aria-label={phase.is === 'sent' ? 'Close' : 'Close, keep as draft'}
          onClick={() => leaveTo('/')}
        >
          <IconX size={24} stroke={1.6} aria-hidden="true" />
        </ActionIcon>
        <h1 tabIndex={-1}>{title}</h1>
        {phase.is !== 'sent' && (
          <Button
            variant="subtle"
            className={look.whatToDo}
            leftSection={<IconListCheck size={20} stroke={1.6} aria-hidden="true" />}
            onClick={() => navigate(addresses.firstResponse)}
          >
            What to do
          </Button>
        )}
      </div>
      {phase.is === 'sent' ? (
        <SentReport draft={draft} sent={phase} timeZone={me.event.timeZone} />
      ) : (
        <>
          <ReportForm
            draft={draft}
            me={me.member.id}
            timeZone={me.event.timeZone}
            isFrozen={phase.is === 'sending' || phase.is === 'unsure'}
            edit={(change) => desk.edit(change)}
            onHand={() => desk.hand()}
          />
          {isTouched(draft) && <ClearForm isFrozen={phase.is === 'sending' || phase.is === 'unsure'} />}
          <ReportFoot
            {...{ draft, phase, pages }}
            where={sendsClosed ? 'closed' : isKept ? 'kept' : 'open'}
          />
        </>
      )}
      {dialog}
    </div>
  )
}

function ClearForm({ isFrozen }: { isFrozen: boolean }) {
  const [isAsking, setAsking] = useState(false)
  return (
    <div className={look.clear}>
      <Button variant="subtle" disabled={isFrozen} onClick={() => setAsking(true)}>
        Clear this form
      </Button>
      <ConfirmDialog
        isOpen={isAsking}
        title="Clear this form?"
        act="Clear the form"
        loses
        keep="Keep writing"
        onAct={() => {
          setAsking(false)
          desk.clear()
        }}
        onClose={() => setAsking(false)}
      >
        The words you wrote here are lost. Nothing was sent.
      </ConfirmDialog>
    </div>
  )
}

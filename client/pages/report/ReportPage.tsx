// New report: the account in the reporter's own words. It is named before it is sent, sent exactly once, and
// frozen from then on. What is not sent is on this device only, and the page says so.

import { ActionIcon, Button } from '@mantine/core'
import { IconListCheck, IconSend, IconX } from '@tabler/icons-react'
import { useState } from 'react'
import { useLocation } from 'wouter'
import type { Me } from '#shared/http/people.ts'
import { useMe } from '../../api/queries.ts'
import { addresses } from '../../ui/addresses.ts'
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx'
import { useTitle } from '../../ui/title.ts'
import { isTouched } from './draft.ts'
import { HandedOver } from './HandedOver.tsx'
import { ReportForm } from './ReportForm.tsx'
import look from './report.module.css'
import type { Phase } from './report-desk.ts'
import { SentReport } from './SentReport.tsx'
import { useLeaveGuard } from './use-leave-guard.tsx'
import { desk, useReport } from './use-report.ts'

export function ReportPage() {
  const { data: me } = useMe()
  return me ? <ReportOf me={me} /> : null
}

function ReportOf({ me }: { me: Me }) {
  const { draft, phase, codeName, handed, isKept } = useReport()
  const title = (phase.is === 'sent' ? phase.codeName : codeName) ?? 'New report'
  useTitle(title)
  const [, navigate] = useLocation()
  const { leaveTo, dialog } = useLeaveGuard(phase.is !== 'sent' && isTouched(draft), isKept)
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
          <Footer phase={phase} isTouched={isTouched(draft)} isKept={isKept} />
        </>
      )}
      {dialog}
      {handed !== null && <HandedOver words={handed} />}
    </div>
  )
}

const waitingWords = {
  kept: 'Offline. It is kept on this device, and sent by itself when the network is back.',
  open: 'Offline. It is sent by itself when the network is back, while this page stays open.',
}

const soonWords = {
  kept: 'A moment, please: the server has a lot to do. It is kept on this device, and sent by itself.',
  open: 'A moment, please: the server has a lot to do. It is sent by itself, while this page stays open.',
}

const unsentWords = {
  kept: 'Not sent yet. It is kept on this device until you send it. Sending freezes the words.',
  open: 'Not sent yet. Nothing is kept on this device: send it, or copy it, before you leave. Sending freezes the words.',
}

function footerWords(
  phase: Phase,
  hasWords: boolean,
  where: 'kept' | 'open',
): { text: string; isWaiting: boolean } {
  if (phase.is === 'queued' && phase.isTooFast) return { text: soonWords[where], isWaiting: true }
  if (phase.is === 'queued' || phase.is === 'unsure') return { text: waitingWords[where], isWaiting: true }
  if (phase.is === 'writing' && phase.problem) return { text: phase.problem, isWaiting: true }
  if (hasWords) return { text: unsentWords[where], isWaiting: false }
  return { text: 'Sending freezes the words. Nothing is required.', isWaiting: false }
}

type FooterGiven = { phase: Phase; isTouched: boolean; isKept: boolean }

function Footer({ phase, isTouched, isKept }: FooterGiven) {
  const { text, isWaiting } = footerWords(phase, isTouched, isKept ? 'kept' : 'open')
  return (
    <div className={look.foot}>
      <Button
        fullWidth
        className={look.send}
        loading={phase.is === 'sending'}
        disabled={phase.is === 'unsure' || phase.is === 'queued'}
        leftSection={<IconSend size={20} stroke={1.6} aria-hidden="true" />}
        onClick={() => void desk.send()}
      >
        Send report
      </Button>
      <p role="status" data-waiting={isWaiting || undefined}>
        {text}
      </p>
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

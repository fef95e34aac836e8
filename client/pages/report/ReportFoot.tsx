// Sending, below the form, and what is true of the words until then. In danger the first button pages the chair as well: one
// press, and somebody comes.

import { Button } from '@mantine/core'
import { IconBellRinging, IconSend } from '@tabler/icons-react'
import { usePageWords, useWhoToCall } from '../../api/paging.ts'
import { CallLink } from '../../ui/CallLink.tsx'
import { type Draft, isTouched } from './draft.ts'
import look from './report.module.css'
import type { Phase } from './report-phase.ts'
import { desk } from './use-report.ts'

/** Where a report that is not sent lives: on this device, with the browser's word to send it; on this device; in this page only. */
type Where = 'closed' | 'kept' | 'open'

const waitingWords = {
  closed:
    'Offline. It is kept on this device, and sent by itself when the network is back, even if this page is closed.',
  kept: 'Offline. It is kept on this device, and sent by itself when the network is back and Greenroom is open.',
  open: 'Offline. It is sent by itself when the network is back, while this page stays open.',
}

const waitingPageWords = {
  closed:
    'Offline. Nobody is paged yet: report and page are kept on this device, and go by themselves when the network is back, even if this page is closed.',
  kept: 'Offline. Nobody is paged yet: report and page are kept on this device, and go by themselves when the network is back and Greenroom is open.',
  open: 'Offline. Nobody is paged yet: report and page go by themselves when the network is back, while this page stays open.',
}

const soonWords = {
  closed:
    'A moment, please: the server has a lot to do. It is kept on this device, and sent by itself, even if this page is closed.',
  kept: 'A moment, please: the server has a lot to do. It is kept on this device, and sent by itself while Greenroom is open.',
  open: 'A moment, please: the server has a lot to do. It is sent by itself, while this page stays open.',
}

const frozenWords = 'After sending, the words stay as they are. You can add below.'
const unsentWords = {
  kept: `Not sent yet. It is kept on this device until you send it. ${frozenWords}`,
  open: `Not sent yet. Nothing is kept on this device: send it, or copy it, before you leave. ${frozenWords}`,
}

type FooterGiven = { draft: Draft; phase: Phase; pages: boolean; where: Where }

function footerWords({ phase, pages, draft, where }: FooterGiven): { text: string; isWaiting: boolean } {
  if (phase.is === 'queued' && phase.isTooFast) return { text: soonWords[where], isWaiting: true }
  if (phase.is === 'queued' || phase.is === 'unsure')
    return { text: (pages ? waitingPageWords : waitingWords)[where], isWaiting: true }
  if (phase.is === 'writing' && phase.problem) return { text: phase.problem, isWaiting: true }
  if (isTouched(draft)) return { text: unsentWords[where === 'open' ? 'open' : 'kept'], isWaiting: false }
  return { text: `Nothing is required. ${frozenWords}`, isWaiting: false }
}

export function ReportFoot(given: FooterGiven) {
  const { draft, phase, pages } = given
  const { text, isWaiting } = footerWords(given)
  const isInDanger = draft.isDanger === true
  const sending = {
    loading: phase.is === 'sending',
    disabled: phase.is === 'unsure' || phase.is === 'queued',
  }
  return (
    <div className={look.foot}>
      {isInDanger && (
        <SendAndPage
          loading={sending.loading && pages}
          // One that waits already can still be made to page.
          disabled={phase.is === 'unsure' || (phase.is === 'queued' && pages)}
        />
      )}
      <Button
        fullWidth
        {...sending}
        loading={sending.loading && !(isInDanger && pages)}
        variant={isInDanger ? 'default' : 'filled'}
        className={isInDanger ? look.sendOnly : look.send}
        leftSection={<IconSend size={20} stroke={1.6} aria-hidden="true" />}
        onClick={() => void desk.send(false)}
      >
        Send report
      </Button>
      {isInDanger && isWaiting && <CallNow draft={draft} />}
      <p role="status" data-waiting={isWaiting || undefined}>
        {text}
      </p>
    </div>
  )
}

function SendAndPage(sending: { loading: boolean; disabled: boolean }) {
  const { sendAndPage } = usePageWords()
  return (
    <Button
      fullWidth
      {...sending}
      color="clay"
      className={look.send}
      leftSection={<IconBellRinging size={20} stroke={1.6} aria-hidden="true" />}
      onClick={() => void desk.send(true)}
    >
      {sendAndPage}
    </Button>
  )
}

/** Whoever is involved is not called about it. */
function CallNow({ draft }: Pick<FooterGiven, 'draft'>) {
  const who = useWhoToCall(draft.involves)
  return who ? (
    <CallLink fullWidth className={look.sendOnly ?? ''} {...who} />
  ) : (
    <p className={look.callNow}>A call works now: the chair, venue security, or the police.</p>
  )
}

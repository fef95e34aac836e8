// Whether attendees can report by a page of their own: every member sees it and its address, the chair opens and closes it.

import { Button } from '@mantine/core'
import { useState } from 'react'
import type { EventSettings } from '#shared/http/attendee.ts'
import { useChangeEvent, useEventSettings } from '../../api/attendee.ts'
import { partStateOf } from '../../api/part-state.ts'
import { useProved } from '../../api/proof.ts'
import { hereOnlyWords, useReach } from '../../api/reach.ts'
import { useAnnounce } from '../../ui/Announcer.tsx'
import { LinkToCopy } from '../../ui/LinkToCopy.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { ProvedDialog } from '../../ui/ProvedDialog.tsx'
import { ShowPart } from '../../ui/part-state.tsx'
import look from './settings.module.css'

export function AttendeePanel({ mayChange }: { mayChange: boolean }) {
  const [isChanging, setChanging] = useState(false)
  return (
    <Panel title="Attendee page">
      <p className="meta">
        Attendees report by themselves, without an account and without a name if they like. A code of twelve
        words leads them back to what you write to them.
      </p>
      <ShowPart state={partStateOf(useEventSettings())} what="Whether the attendee page is open">
        {(event) => (
          <>
            <div className={look.row}>
              <span className={look.words}>
                <b>{event.publicReports ? 'The attendee page is open.' : 'The attendee page is closed.'}</b>
              </span>
              {mayChange && (
                <Button variant="default" onClick={() => setChanging(true)}>
                  {event.publicReports ? 'Close it' : 'Open it'}
                </Button>
              )}
            </div>
            {event.publicReports && <Address event={event} />}
            {isChanging && <ChangePage isOpen={event.publicReports} onClose={() => setChanging(false)} />}
          </>
        )}
      </ShowPart>
    </Panel>
  )
}

function Address({ event }: { event: EventSettings }) {
  const { origin, isHereOnly } = useReach()
  return (
    <>
      {isHereOnly && (
        <div className={look.hereOnly}>
          <Notice tone="due">{hereOnlyWords}</Notice>
        </div>
      )}
      <LinkToCopy
        label="Address of the attendee page"
        description="For posters, badges and the event’s website. It stays the same when the page is closed and opened again."
        name="attendee-page"
        qr="open the attendee page"
        url={`${origin}/r/${event.address}`}
      />
    </>
  )
}

function ChangePage({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const announce = useAnnounce()
  const change = useChangeEvent()
  const proof = useProved(() => change.mutateAsync({ publicReports: !isOpen }))
  const onDone = () => {
    announce.polite(isOpen ? 'The attendee page is closed.' : 'The attendee page is open.')
    onClose()
  }
  return (
    <ProvedDialog
      title={isOpen ? 'Close the attendee page?' : 'Open the attendee page?'}
      act={isOpen ? 'Close it' : 'Open it'}
      {...{ proof, onDone, onClose }}
    >
      {isOpen ? (
        <p>Nobody can report there, nor come back with a code, until it is opened again.</p>
      ) : (
        <p>
          Whoever has its address can report, and each report calls the chair or a coordinator. It shows the
          numbers to call, and, once a report is sent, whom you named outside the team.
        </p>
      )}
    </ProvedDialog>
  )
}

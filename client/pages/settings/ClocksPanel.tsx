// Until when whoever reports hears from the team: every member sees it, the chair sets it.

import { Button } from '@mantine/core'
import { useState } from 'react'
import type { EventClocks } from '#shared/http/contacts.ts'
import { useChangeClocks, useClocks } from '../../api/contacts.ts'
import { partStateOf } from '../../api/part-state.ts'
import { useProved } from '../../api/proof.ts'
import { useAnnounce } from '../../ui/Announcer.tsx'
import { TextField } from '../../ui/form/fields.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { ProvedDialog } from '../../ui/ProvedDialog.tsx'
import { ShowPart } from '../../ui/part-state.tsx'
import look from './settings.module.css'

const count = (n: number, one: string): string => (n === 1 ? `1 ${one}` : `${n} ${one}s`)

export function ClocksPanel({ mayChange }: { mayChange: boolean }) {
  const [isChanging, setChanging] = useState(false)
  return (
    <Panel title="Words to whoever reports">
      <ShowPart state={partStateOf(useClocks())} what="Until when they hear">
        {(clocks) => (
          <>
            <div className={look.row}>
              <span className={look.words}>
                <b className="num">
                  They hear that it came in within {count(clocks.acknowledgeHours, 'hour')}, and what came of
                  it within {count(clocks.outcomeDays, 'day')}.
                </b>
                <span className="meta">
                  Each case says which word is owed next. Whoever leads it sees it on Home.
                </span>
              </span>
              {mayChange && (
                <Button variant="default" onClick={() => setChanging(true)}>
                  Change
                </Button>
              )}
            </div>
            {isChanging && <ChangeClocks clocks={clocks} onClose={() => setChanging(false)} />}
          </>
        )}
      </ShowPart>
    </Panel>
  )
}

/** @returns undefined for what is no whole number within these */
function wholeIn(text: string, most: number): number | undefined {
  const n = /^\d{1,3}$/.test(text.trim()) ? Number(text) : Number.NaN
  return n >= 1 && n <= most ? n : undefined
}

function ChangeClocks({ clocks, onClose }: { clocks: EventClocks; onClose: () => void }) {
  const announce = useAnnounce()
  const [hours, setHours] = useState(String(clocks.acknowledgeHours))
  const [days, setDays] = useState(String(clocks.outcomeDays))
  const change = useChangeClocks()
  const [acknowledgeHours, outcomeDays] = [wholeIn(hours, 240), wholeIn(days, 90)]
  const isRight = acknowledgeHours !== undefined && outcomeDays !== undefined
  const proof = useProved(async () => {
    if (isRight) await change.mutateAsync({ acknowledgeHours, outcomeDays })
  })
  const onDone = () => {
    announce.polite('It is saved until when they hear.')
    onClose()
  }
  return (
    <ProvedDialog
      title="Until when whoever reports hears from the team"
      act="Save"
      isIncomplete={!isRight}
      {...{ proof, onDone, onClose }}
    >
      <div className={look.dialog}>
        <TextField
          label="That it came in, within so many hours"
          inputMode="numeric"
          autoComplete="off"
          value={hours}
          error={acknowledgeHours === undefined && 'From 1 to 240 hours.'}
          onChange={(event) => setHours(event.currentTarget.value)}
        />
        <TextField
          label="What came of it, within so many days"
          inputMode="numeric"
          autoComplete="off"
          value={days}
          error={outcomeDays === undefined && 'From 1 to 90 days.'}
          onChange={(event) => setDays(event.currentTarget.value)}
        />
      </div>
    </ProvedDialog>
  )
}

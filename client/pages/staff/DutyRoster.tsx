// The roster of one day: who is on duty when, with the present hour marked, and when nobody is. Those who may edit it do it from
// here; each act can be undone.

import { Button } from '@mantine/core'
import { lazy, Suspense, useState } from 'react'
import { mayInEvent } from '#shared/access/rules.ts'
import type { Member } from '#shared/http/people.ts'
import type { Shift } from '#shared/http/roster.ts'
import {
  type DayName,
  dayAt,
  gapsIn,
  rosterDays,
  type Span,
  sayDayShort,
  sayWeekday,
  shiftsIn,
  spanOfDay,
} from '#shared/roster/days.ts'
import { sayNotDone } from '../../api/refusal-words.ts'
import { usePutShift, useRemoveShift } from '../../api/roster.ts'
import { useBelow } from '../../ui/breakpoints.ts'
import { clockOf } from '../../ui/clock.ts'
import { Notice } from '../../ui/Notice.tsx'
import { Segmented } from '../../ui/Segmented.tsx'
import { Toast } from '../../ui/Toast.tsx'
import { useToast } from '../../ui/use-toast.ts'
import type { Viewer } from './ChangeMember.tsx'
import { RosterList } from './RosterList.tsx'
import { RosterTable } from './RosterTable.tsx'
import look from './roster.module.css'
import { type Opened, ShiftDialog } from './ShiftDialog.tsx'

const BringInRoster = lazy(async () => ({ default: (await import('./BringInRoster.tsx')).BringInRoster }))

type Given = {
  team: readonly Member[]
  shifts: readonly Shift[]
  viewer: Viewer
  isOffline: boolean
  nowMs: number
}

export function DutyRoster({ team, shifts, viewer, isOffline, nowMs }: Given) {
  const { timeZone } = viewer
  const today = dayAt(nowMs, timeZone)
  const days = rosterDays(shifts, nowMs, timeZone)
  const [chosen, setChosen] = useState<DayName>()
  const day = chosen && days.includes(chosen) ? chosen : today
  const span = spanOfDay(day, timeZone)
  const mine = shiftsIn(shifts, span)
  const mayEdit = mayInEvent(viewer.role, 'edit-roster') && !isOffline
  const [isBringing, setBringing] = useState(false)
  const { open, opened, close, toast, done, say } = useEditing()
  const onEdit = mayEdit ? (shift: Shift) => open({ shift }) : undefined
  const OfDay = useBelow('table') ? RosterList : RosterTable
  return (
    <section aria-labelledby="duty-roster">
      <div className={look.head}>
        <h2 id="duty-roster" className={look.heading}>
          Duty roster
        </h2>
        <Segmented
          label="Day"
          options={days.map((value) => ({ value, label: sayDayShort(value, today) }))}
          value={day}
          onChange={setChosen}
        />
        {mayEdit && (
          <>
            <Button variant="default" onClick={() => setBringing(true)}>
              Bring in a roster
            </Button>
            <Button variant="default" onClick={() => open({ day })}>
              Add a shift
            </Button>
          </>
        )}
      </div>
      {mine.length === 0 ? (
        <p className={look.nobody}>Nobody is on the roster for {sayWeekday(day)} yet.</p>
      ) : (
        <OfDay {...{ day, team, viewer, nowMs, onEdit }} shifts={mine} />
      )}
      <Gaps
        gaps={gapsIn(shifts, span)}
        timeZone={timeZone}
        onFill={mayEdit ? (gap) => open({ gap }) : undefined}
      />
      {opened && (
        <ShiftDialog
          opened={opened}
          onDone={(now) => {
            // What was just put on the roster is what one wants to see.
            if (now) setChosen(dayAt(Date.parse(now.from), timeZone))
            done(opened, now)
          }}
          onClose={close}
          {...{ team, timeZone, today }}
        />
      )}
      {isBringing && (
        <Suspense>
          <BringInRoster
            onDone={(count) => {
              setBringing(false)
              say(count === 1 ? '1 shift is on the roster.' : `${count} shifts are on the roster.`)
            }}
            onClose={() => setBringing(false)}
            {...{ team, shifts, timeZone, nowMs }}
          />
        </Suspense>
      )}
      <Toast {...toast} />
    </section>
  )
}

/** What is open to be edited, and the way back after each act. */
function useEditing() {
  const [opened, setOpened] = useState<Opened>()
  const { say, shown } = useToast()
  const put = usePutShift()
  const remove = useRemoveShift()
  const failed = (error: unknown) => say(sayNotDone('It was not undone.', error))
  const undo = (run: () => void) => ({ label: 'Undo', run })
  /** @param now undefined: it was removed */
  const done = ({ shift: before }: Opened, now: Shift | undefined) => {
    setOpened(undefined)
    if (before) {
      const back = undo(() => put.mutate(before, { onError: failed }))
      say(now ? 'The shift is changed.' : 'The shift is off the roster.', back)
    } else if (now)
      say(
        'The shift is on the roster.',
        undo(() => remove.mutate(now, { onError: failed })),
      )
  }
  return { open: setOpened, opened, close: () => setOpened(undefined), toast: shown, done, say }
}

type GapsGiven = { gaps: readonly Span[]; timeZone: string; onFill: ((gap: Span) => void) | undefined }

function Gaps({ gaps, timeZone, onFill }: GapsGiven) {
  const clock = (ms: number) => clockOf(new Date(ms).toISOString(), timeZone)
  return gaps.map((gap) => {
    const times = `${clock(gap.fromMs)} to ${clock(gap.toMs)}`
    return (
      <div key={gap.fromMs} className={look.gap}>
        <Notice
          tone="due"
          action={
            onFill && (
              <Button variant="default" aria-label={`Fill ${times}`} onClick={() => onFill(gap)}>
                Fill
              </Button>
            )
          }
        >
          <span className="num">Nobody is on duty {times}</span>
        </Notice>
      </div>
    )
  })
}

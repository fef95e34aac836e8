// Whom to reach: who is on duty now, the roster by day, the numbers outside the team, and everybody of the team. It stands on
// this device for the time without a network.

import { IconWifiOff } from '@tabler/icons-react'
import { useEffect, useRef } from 'react'
import { actingRole } from '#shared/access/rules.ts'
import type { Member } from '#shared/http/people.ts'
import type { Shift } from '#shared/http/roster.ts'
import { dayAt, isDuring, sayWeekday } from '#shared/roster/days.ts'
import { sayTime } from '#shared/tasks/due-words.ts'
import { useNumbers } from '../../api/first-response.ts'
import { partStateOf } from '../../api/part-state.ts'
import { useMe, useMembers } from '../../api/queries.ts'
import { useRoster } from '../../api/roster.ts'
import { useLiveStatus } from '../../sync/live-context.tsx'
import { Bar } from '../../ui/CardShape.tsx'
import { clockOf } from '../../ui/clock.ts'
import { FindButton } from '../../ui/find.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { PageHead } from '../../ui/PageHead.tsx'
import { type PartState, ShowPart } from '../../ui/part-state.tsx'
import { useTitle } from '../../ui/title.ts'
import { useNow } from '../../ui/use-now.ts'
import type { Viewer } from './ChangeMember.tsx'
import { DutyRoster } from './DutyRoster.tsx'
import { OutsideNumbers } from './OutsideNumbers.tsx'
import { ReachFirst } from './ReachFirst.tsx'
import look from './staff.module.css'
import { TeamList } from './TeamList.tsx'

export function StaffPage() {
  useTitle('Staff and roster')
  const members = useMembers()
  const roster = useRoster()
  const numbers = useNumbers()
  const { data: me } = useMe()
  const viewer = me && {
    id: me.member.id,
    role: actingRole(me.member),
    timeZone: me.event.timeZone,
  }
  const isOffline = useLiveStatus() === 'offline'
  const [team, shifts, given] = [partStateOf(members), partStateOf(roster), partStateOf(numbers)]
  // All of it comes at once, so that nothing on the page moves when a part arrives.
  const isOnItsWay = shifts.is === 'loading' || given.is === 'loading'
  return (
    <>
      <PageHead
        title="Staff and roster"
        sub={
          viewer && (
            <HowMany
              team={members.data ?? []}
              shifts={roster.data?.shifts ?? []}
              {...{ viewer, isOffline }}
            />
          )
        }
      >
        <FindButton />
      </PageHead>
      <ShowPart
        state={isOnItsWay && team.is === 'there' ? { is: 'loading' } : team}
        what="The team"
        shape={<Bar height="320px" />}
      >
        {(team) =>
          viewer && (
            <>
              {isOffline && <LastKnown atMs={members.dataUpdatedAt} timeZone={viewer.timeZone} />}
              <ShowPart state={shiftsOf(shifts)} what="The roster">
                {(shifts) => <Roster {...{ team, shifts, viewer, isOffline }} />}
              </ShowPart>
              <OutsideNumbers state={given} />
              <TeamList team={team} viewer={viewer} isOffline={isOffline} />
            </>
          )
        }
      </ShowPart>
    </>
  )
}

const shiftsOf = (state: PartState<{ shifts: Shift[] }>): PartState<readonly Shift[]> =>
  state.is === 'there' ? { is: 'there', data: state.data.shifts } : state

type RosterGiven = {
  team: readonly Member[]
  shifts: readonly Shift[]
  viewer: Viewer
  isOffline: boolean
}

function Roster(given: RosterGiven) {
  const { shifts } = given
  const nowMs = useNow()
  useNumbersOfThoseOnDuty(shifts.filter((shift) => isDuring(shift, nowMs)))
  return (
    <>
      <ReachFirst {...given} nowMs={nowMs} />
      <DutyRoster {...given} nowMs={nowMs} />
    </>
  )
}

/** Whoever goes on duty can be called by everybody from then on. */
function useNumbersOfThoseOnDuty(onDuty: readonly Shift[]): void {
  const { refetch } = useMembers()
  const who = onDuty.map(({ member }) => member).join()
  const before = useRef(who)
  useEffect(() => {
    if (before.current !== who) void refetch()
    before.current = who
  }, [who, refetch])
}

/** "Thursday 14:16. 10 on the team, 6 on duty now, 4 here now"; without a network nobody knows who is here. */
function HowMany({ team, shifts, viewer, isOffline }: RosterGiven) {
  const nowMs = useNow()
  const { timeZone } = viewer
  const here = team.filter((member) => member.isHere).length
  const onDuty = new Set(shifts.filter((shift) => isDuring(shift, nowMs)).map(({ member }) => member)).size
  const iso = new Date(nowMs).toISOString()
  const parts = [
    `${team.length} on the team`,
    `${onDuty} on duty now`,
    ...(isOffline ? [] : [`${here} here now`]),
  ]
  return (
    <span>
      {sayWeekday(dayAt(nowMs, timeZone))} {clockOf(iso, timeZone)}
      {team.length > 0 && `. ${parts.join(', ')}`}
    </span>
  )
}

/** Without a network nobody knows who is here. */
function LastKnown({ atMs, timeZone }: { atMs: number; timeZone: string }) {
  const now = new Date(useNow())
  return (
    <div className={look.notice}>
      <Notice tone="due" role="status" icon={<IconWifiOff aria-hidden="true" />}>
        <span className="num">Offline: last known {sayTime(new Date(atMs), now, timeZone)}</span>
      </Notice>
    </div>
  )
}

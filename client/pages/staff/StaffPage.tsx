// The team: who there is, in which role, and who has a device connected now. The chair confirms here who somebody new is.

import { IconWifiOff } from '@tabler/icons-react'
import { actingRole, mayInEvent } from '#shared/access/rules.ts'
import type { Member } from '#shared/http/people.ts'
import { firstNameOf } from '#shared/people/initials.ts'
import { sayTime } from '#shared/tasks/due-words.ts'
import { partStateOf } from '../../api/part-state.ts'
import { useMe, useMembers } from '../../api/queries.ts'
import { useLiveStatus } from '../../sync/live-context.tsx'
import { Avatar } from '../../ui/Avatar.tsx'
import { CallLink } from '../../ui/CallLink.tsx'
import { Bar } from '../../ui/CardShape.tsx'
import { Chip, Dot } from '../../ui/Chip.tsx'
import { whenOf } from '../../ui/clock.ts'
import { FindButton } from '../../ui/find.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { PageHead } from '../../ui/PageHead.tsx'
import { ShowPart } from '../../ui/part-state.tsx'
import { roleTitles } from '../../ui/role-titles.ts'
import { useTitle } from '../../ui/title.ts'
import { useNow } from '../../ui/use-now.ts'
import { ChangeMember, type Viewer } from './ChangeMember.tsx'
import { ConfirmMember } from './ConfirmMember.tsx'
import look from './staff.module.css'

const order = { chair: 0, coordinator: 1, staff: 2 } as const

export function StaffPage() {
  useTitle('Staff and roster')
  const members = useMembers()
  const { data: me } = useMe()
  const viewer = me && {
    id: me.member.id,
    role: actingRole(me.member),
    timeZone: me.event.timeZone,
  }
  const isOffline = useLiveStatus() === 'offline'
  const here = members.data?.filter((member) => member.isHere).length
  return (
    <>
      <PageHead
        title="Staff and roster"
        sub={isOffline || here === undefined ? undefined : `${here} here now`}
      >
        <FindButton />
      </PageHead>
      <ShowPart state={partStateOf(members)} what="The team" shape={<Bar height="56px" />}>
        {(team) =>
          viewer && (
            <>
              {isOffline && <LastKnown atMs={members.dataUpdatedAt} timeZone={viewer.timeZone} />}
              <Team team={team} viewer={viewer} isOffline={isOffline} />
            </>
          )
        }
      </ShowPart>
    </>
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

type TeamGiven = { team: readonly Member[]; viewer: Viewer; isOffline: boolean }

function Team({ team, viewer, isOffline }: TeamGiven) {
  const sorted = team.toSorted((a, b) => order[a.role] - order[b.role] || a.name.localeCompare(b.name))
  return (
    <section aria-label="The team">
      <ul className={look.list}>
        {sorted.map((member) => (
          <Row key={member.id} {...{ member, viewer, isOffline }} />
        ))}
      </ul>
    </section>
  )
}

type RowGiven = { member: Member; viewer: Viewer; isOffline: boolean }

function Row({ member, viewer, isOffline }: RowGiven) {
  const { name, role, colour, isConfirmed, until, back, phone } = member
  const isHere = member.isHere && !isOffline
  const now = useNow(60_000)
  const when = (iso: string) => whenOf(iso, viewer.timeZone, now)
  return (
    <li className={look.member}>
      <Avatar name={name} colour={colour} size="m" isHere={isHere} isDecoration />
      <span className={look.words}>
        <b>{name}</b>
        <span className="meta num">
          {roleTitles[role]}
          {isConfirmed ? '' : ', not confirmed yet: works as staff'}
          {until ? `, until ${when(until)}` : ''}
        </span>
        {back && <span className={`meta num ${look.back}`}>{sayBack(back.by, when(back.at))}</span>}
      </span>
      {!isConfirmed && mayInEvent(viewer.role, 'confirm-member') && (
        <span className={look.confirm}>
          <ConfirmMember member={member} />
        </span>
      )}
      {phone && member.id !== viewer.id && (
        <CallLink name={firstNameOf(name)} phone={phone} className={look.call ?? ''} />
      )}
      {isHere ? (
        <Chip tone="green">
          <Dot />
          Here now
        </Chip>
      ) : (
        !isOffline && <span className="meta">Not here</span>
      )}
      <ChangeMember {...{ member, viewer }} />
    </li>
  )
}

const sayBack = (by: string | null, when: string): string =>
  `Got back in with a link by ${by ?? 'whoever runs the server'}, ${when}`

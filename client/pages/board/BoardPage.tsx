// The board: where does each case stand, what is next, who is short of time. It shows what this member may see
// and nothing that would tell of anything else; a change arrives live (client/app says aloud what moved).

import { IconWifiOff } from '@tabler/icons-react'
import { useMemo } from 'react'
import { actingRole } from '#shared/access/rules.ts'
import type { CaseCard } from '#shared/http/cases.ts'
import type { Meeting } from '#shared/http/meetings.ts'
import type { Me, Member } from '#shared/http/people.ts'
import { firstNameOf } from '#shared/people/initials.ts'
import { sayTime } from '#shared/tasks/due-words.ts'
import { useMeetingsNow } from '../../api/meetings.ts'
import { partStateOf } from '../../api/part-state.ts'
import { useCases, useMe, useMembers, useMembersById } from '../../api/queries.ts'
import { useLiveStatus } from '../../sync/live-context.tsx'
import { Avatars } from '../../ui/Avatar.tsx'
import { FindButton } from '../../ui/find.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { PageHead } from '../../ui/PageHead.tsx'
import { ShowPart } from '../../ui/part-state.tsx'
import { Toast } from '../../ui/Toast.tsx'
import { useTitle } from '../../ui/title.ts'
import { useNow } from '../../ui/use-now.ts'
import { BoardColumns, WaitingColumns } from './BoardColumns.tsx'
import look from './board.module.css'
import { boardLine, type Telling } from './card-words.ts'
import { FirstRun } from './FirstRun.tsx'
import { MeetingNow } from './MeetingNow.tsx'
import { useBoardMoves } from './use-board-moves.ts'

export function BoardPage() {
  useTitle('Board')
  const { data: me } = useMe()
  const cases = useCases()
  const members = useMembersById()
  const telling = useTelling(me?.event.timeZone ?? 'UTC', members)
  const cards = cases.data
  return (
    <>
      <PageHead title="Board" sub={cards && boardLine(cards.length, telling.now, telling.timeZone)}>
        <HereNow members={members} />
        <FindButton />
      </PageHead>
      <OfflineNotice asOfMs={cards && cases.dataUpdatedAt} telling={telling} />
      <ShowPart state={partStateOf(cases)} what="The board" shape={<WaitingColumns />}>
        {(cards) => me && <BoardBody cards={cards} me={me} members={members} telling={telling} />}
      </ShowPart>
    </>
  )
}

type BodyProps = { cards: CaseCard[]; me: Me; members: ReadonlyMap<string, Member>; telling: Telling }

function BoardBody({ cards, me, members, telling }: BodyProps) {
  const { move, toast, clearToast } = useBoardMoves()
  const role = actingRole(me.member)
  const team = useMembers()
  const meetings = useMeetingsNow(cards.some((card) => card.meeting !== null))
  const meeting = cards.filter((card): card is CaseCard & { meeting: Meeting } => card.meeting !== null)
  return (
    <>
      {meeting.map((card, at) => (
        <MeetingNow
          key={card.id}
          card={card}
          isFirst={at === 0}
          here={meetings.get(card.id)?.flatMap((member) => members.get(member) ?? [])}
          telling={telling}
        />
      ))}
      <BoardColumns cards={cards} members={members} role={role} telling={telling} onMove={move} />
      {cards.length === 0 && (
        <FirstRun isChair={role === 'chair'} eventName={me.event.name} members={team.data?.length ?? 1} />
      )}
      <Toast toast={toast} onGone={clearToast} />
    </>
  )
}

function HereNow({ members }: { members: ReadonlyMap<string, Member> }) {
  const isOffline = useLiveStatus() === 'offline'
  const here = [...members.values()].filter((member) => member.isHere)
  // Without a network nobody knows who is here.
  if (isOffline || here.length === 0) return null
  return (
    <span className={look.here}>
      <Avatars people={here} most={5} />
      <span className="num">{here.length} here now</span>
    </span>
  )
}

function OfflineNotice({ asOfMs, telling }: { asOfMs: number | undefined; telling: Telling }) {
  const isOffline = useLiveStatus() === 'offline'
  if (!isOffline) return null
  const asOf = asOfMs
    ? `: showing the board as of ${sayTime(new Date(asOfMs), telling.now, telling.timeZone)}`
    : ''
  return (
    <div className={look.notice}>
      <Notice tone="due" role="status" icon={<IconWifiOff aria-hidden="true" />}>
        <span className="num">{`Offline${asOf}`}</span>
      </Notice>
    </div>
  )
}

function useTelling(timeZone: string, members: ReadonlyMap<string, Member>): Telling {
  const nowMs = useNow()
  return useMemo(
    () => ({
      now: new Date(nowMs),
      timeZone,
      firstNameOf: (id) => {
        const member = members.get(id)
        return member && firstNameOf(member.name)
      },
    }),
    [nowMs, timeZone, members],
  )
}

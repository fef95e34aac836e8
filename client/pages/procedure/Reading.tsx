// "I have read it", of the version that stands above; and for those who put procedures in force, who has and who has not.

import { Button } from '@mantine/core'
import type { Me, Member } from '#shared/http/people.ts'
import type { Procedure, ProcedureReaders } from '#shared/http/procedure.ts'
import { partStateOf } from '../../api/part-state.ts'
import {
  useIsReadingWaiting,
  useProcedureReaders,
  useRemindReaders,
  useSayRead,
} from '../../api/procedure.ts'
import { useMembers } from '../../api/queries.ts'
import { sayNotDone } from '../../api/refusal-words.ts'
import { useAnnounce } from '../../ui/Announcer.tsx'
import { Bar } from '../../ui/CardShape.tsx'
import { whenOf } from '../../ui/clock.ts'
import { NotDone } from '../../ui/form/Form.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { ShowPart } from '../../ui/part-state.tsx'
import { useNow } from '../../ui/use-now.ts'
import look from './procedure.module.css'
import { readCount } from './procedure-words.ts'

export function HaveRead({ procedure, me }: { procedure: Procedure; me: Me }) {
  const { id, readAt } = procedure
  const nowMs = useNow()
  const announce = useAnnounce()
  const say = useSayRead()
  const isWaiting = useIsReadingWaiting(id, say.status)
  const press = () =>
    say.mutate(id, {
      onSuccess: (at) =>
        announce.polite(
          at ? 'It is written down that you have read it.' : 'It is sent when the network is back.',
        ),
    })
  return (
    <Panel title="Have you read it?">
      {readAt ? (
        <p className="num">You have read it, {whenOf(readAt, me.event.timeZone, nowMs)}.</p>
      ) : (
        <div className={look.act}>
          <Button onClick={press} disabled={say.isPending || isWaiting}>
            I have read it
          </Button>
          <span className="meta">
            {isWaiting
              ? 'Kept on this device. It is sent when the network is back.'
              : 'Of this version. The chair and the coordinators see that you have.'}
          </span>
        </div>
      )}
      <NotDone words={say.isError && sayNotDone('It is not written down.', say.error)} />
    </Panel>
  )
}

export function Readers({ me }: { me: Me }) {
  const readers = useProcedureReaders()
  return (
    <Panel title="Who has read it">
      <ShowPart state={partStateOf(readers)} what="Who has read it" shape={<Bar height="120px" />}>
        {(found) => <ReaderList found={found} me={me} />}
      </ShowPart>
    </Panel>
  )
}

function ReaderList({ found, me }: { found: ProcedureReaders; me: Me }) {
  const { data: members } = useMembers()
  const nowMs = useNow()
  const zone = me.event.timeZone
  const nameOf = new Map((members ?? []).map(({ id, name }: Member) => [id, name]))
  // In the order of their names: nobody changes places by reading.
  const rows = found.readers
    .flatMap(({ member, readAt }) => {
      const name = nameOf.get(member)
      return name ? [{ member, name, readAt }] : []
    })
    .toSorted((a, b) => a.name.localeCompare(b.name))
  return (
    <>
      <p className="num">{readCount(rows)}</p>
      <ul className={look.readers}>
        {rows.map(({ member, name, readAt }) => (
          <li key={member}>
            <span>{name}</span>
            <span className="meta num">{readAt ? `read ${whenOf(readAt, zone, nowMs)}` : 'not yet'}</span>
          </li>
        ))}
      </ul>
      <Remind
        found={found}
        me={me}
        isAnyLeft={rows.some((row) => !row.readAt && row.member !== me.member.id)}
      />
    </>
  )
}

function Remind({ found, me, isAnyLeft }: { found: ProcedureReaders; me: Me; isAnyLeft: boolean }) {
  const nowMs = useNow()
  const announce = useAnnounce()
  const remind = useRemindReaders()
  const { id, remindedAt, nextReminderAt } = found
  const isSoon = nextReminderAt !== null && Date.parse(nextReminderAt) > nowMs
  const press = () => remind.mutate(id, { onSuccess: () => announce.polite('They are reminded.') })
  return (
    <>
      <div className={look.act}>
        <Button variant="default" onClick={press} disabled={!isAnyLeft || isSoon || remind.isPending}>
          Remind those who have not
        </Button>
        <span className="meta num">
          {remindedAt
            ? `Reminded ${whenOf(remindedAt, me.event.timeZone, nowMs)}${isSoon ? ', at most once an hour' : ''}.`
            : 'They are asked to open it, and told nothing else.'}
        </span>
      </div>
      <NotDone words={remind.isError && sayNotDone('Nobody was reminded.', remind.error)} />
    </>
  )
}

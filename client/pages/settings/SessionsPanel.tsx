// Where I am signed in: each device, since when, and when it was last seen. Any of them is signed out from here, at once.

import { Button } from '@mantine/core'
import type { OwnSession } from '#shared/http/people.ts'
import { useEndOtherSessions, useEndSession, useOwnSessions } from '../../api/account.ts'
import { partStateOf } from '../../api/part-state.ts'
import { sayNotDone } from '../../api/refusal-words.ts'
import { Bar } from '../../ui/CardShape.tsx'
import { Chip } from '../../ui/Chip.tsx'
import { whenOf } from '../../ui/clock.ts'
import { Panel } from '../../ui/Panel.tsx'
import { ShowPart } from '../../ui/part-state.tsx'
import { Toast } from '../../ui/Toast.tsx'
import { useNow } from '../../ui/use-now.ts'
import { useToast } from '../../ui/use-toast.ts'
import look from './settings.module.css'

export function SessionsPanel({ timeZone }: { timeZone: string }) {
  const sessions = useOwnSessions()
  const [end, endOthers] = [useEndSession(), useEndOtherSessions()]
  const { say, shown } = useToast()
  const onError = (error: unknown) => say(sayNotDone('Nothing was signed out.', error))
  const others = sessions.data?.filter(({ isThis }) => !isThis) ?? []
  return (
    <Panel title="Where you are signed in">
      <ShowPart state={partStateOf(sessions)} what="The list of devices" shape={<Bar height="60px" />}>
        {(own) => (
          <ul>
            {own.map((session) => (
              <Row
                key={session.id}
                {...{ session, timeZone }}
                isBusy={end.isPending && end.variables === session.id}
                onEnd={() => end.mutate(session.id, { onError })}
              />
            ))}
          </ul>
        )}
      </ShowPart>
      {others.length > 0 && (
        <div className={look.acts}>
          <Button
            variant="default"
            loading={endOthers.isPending}
            onClick={() => endOthers.mutate(undefined, { onError })}
          >
            Sign out everywhere else
          </Button>
        </div>
      )}
      <Toast {...shown} />
    </Panel>
  )
}

type RowProps = { session: OwnSession; timeZone: string; isBusy: boolean; onEnd: () => void }

function Row({ session: { device, since, seenAt, isThis }, timeZone, isBusy, onEnd }: RowProps) {
  const now = useNow(60_000)
  const begun = whenOf(since, timeZone, now)
  return (
    <li className={look.row}>
      <span className={look.words}>
        <b>{device}</b>
        <span className="meta num">
          Since {begun}
          {isThis ? '' : `, last seen ${whenOf(seenAt, timeZone, now)}`}
        </span>
      </span>
      {isThis ? (
        <Chip tone="green">This device</Chip>
      ) : (
        <Button
          variant="subtle"
          loading={isBusy}
          aria-label={`Sign out ${device}, since ${begun}`}
          onClick={onEnd}
        >
          Sign out
        </Button>
      )}
    </li>
  )
}

// Who joined by a link from this case and waits to be let in, one by one, beside the names in the case that are like theirs.

import { Button } from '@mantine/core'
import type { Arrival, Likeness } from '#shared/http/arrivals.ts'
import { firstNameOf } from '#shared/people/initials.ts'
import { roleWords } from '#shared/privacy/stand-ins.ts'
import { sayTime } from '#shared/tasks/due-words.ts'
import { useAnswerArrivals, useArrivals } from '../../../api/arrivals.ts'
import { sayNotDone } from '../../../api/refusal-words.ts'
import { useAnnounce } from '../../../ui/Announcer.tsx'
import { Avatar } from '../../../ui/Avatar.tsx'
import { serverNow } from '../../../ui/server-clock.ts'
import { useCaseView } from '../view/case-view.tsx'
import styles from './people.module.css'

export function Arriving() {
  const arrivals = useArrivalsHere()
  if (arrivals.length === 0) return null
  return (
    <section aria-labelledby="access-arriving">
      <h2 id="access-arriving">Waiting to be let in</h2>
      <p className="meta">
        They joined the team by a link from this case. A link can be passed on: let in whom you know. They see
        nothing of the case before.
      </p>
      <Arrivers arrivals={arrivals} />
    </section>
  )
}

/** The same beside the link that was just made. */
export function ArrivingByLink() {
  const arrivals = useArrivalsHere()
  return arrivals.length > 0 && <Arrivers arrivals={arrivals} />
}

function useArrivalsHere(): Arrival[] {
  const { head } = useCaseView()
  const { data = [] } = useArrivals()
  return data.filter((one) => one.case === head.id)
}

const Arrivers = ({ arrivals }: { arrivals: readonly Arrival[] }) => (
  <ul aria-label="Waiting to be let in" className={styles.out}>
    {arrivals.map((arrival) => (
      <Arriver key={arrival.member} arrival={arrival} />
    ))}
  </ul>
)

function Arriver({ arrival: { member, level, by, at, likes } }: { arrival: Arrival }) {
  const { head, nameOf, colourOf, zone } = useCaseView()
  const { mutate, isPending, error } = useAnswerArrivals()
  const announce = useAnnounce()
  const name = nameOf(member)
  const answer = (isLetIn: boolean) =>
    mutate(
      { caseId: head.id, members: [member], isLetIn },
      { onSuccess: () => announce.polite(isLetIn ? `${name} was let in` : `${name} was not let in`) },
    )
  return (
    <li className={styles.line}>
      <span className={styles.who}>
        <Avatar name={name} colour={colourOf(member)} isDecoration />
        {name}
      </span>
      <span className={styles.said}>
        <span className="meta num">
          {`Joined ${sayTime(new Date(at), new Date(serverNow()), zone)} by ${firstNameOf(nameOf(by))}’s link, to ${level === 'read' ? 'read' : 'work on'} it`}
        </span>
        {likes.length > 0 && <Alike likes={likes} />}
        {error && (
          <span role="alert" className={styles.failure}>
            {sayNotDone(`${name} was not answered.`, error)}
          </span>
        )}
      </span>
      <span className={styles.acts}>
        <Button loading={isPending} aria-label={`Let in ${name}`} onClick={() => answer(true)}>
          Let in
        </Button>
        <Button
          variant="default"
          disabled={isPending}
          aria-label={`Not now, ${name}`}
          onClick={() => answer(false)}
        >
          Not now
        </Button>
      </span>
    </li>
  )
}

/** "A name in this case is like theirs: Corvin Haldane, reported person" */
function Alike({ likes }: { likes: readonly Likeness[] }) {
  const { isHidden } = useCaseView()
  const said = likes.map(({ name, role }) => `${name}, ${role ? roleWords[role] : 'kept out of this case'}`)
  return (
    <b className={styles.alike}>
      {isHidden
        ? 'A name in this case is like theirs. Show names to compare.'
        : `A name in this case is like theirs: ${said.join('; ')}`}
    </b>
  )
}

// Who is locked out of the case, and the way back for somebody who was locked out by mistake: two of those who may open the
// case say so. What was said stays here for all of them. While names are hidden so are these: many of them are named in the case.

import { Button } from '@mantine/core'
import { useState } from 'react'
import type { CaseAccess, LiftOnRecord } from '#shared/http/cases.ts'
import type { MemberId } from '#shared/ids.ts'
import { firstNameOf } from '#shared/people/initials.ts'
import { Avatar } from '../../../ui/Avatar.tsx'
import styles from '../people/people.module.css'
import { useCaseView } from '../view/case-view.tsx'
import { reasonDamaged } from '../view/damage-words.ts'
import { useAccess } from '../view/parts.ts'
import { useWhen } from '../view/when.ts'
import { LetBackIn } from './LetBackIn.tsx'

/** Says nothing while it is not known: who is on the case says then what is wrong. */
export function Excluded() {
  const access = useAccess()
  if (access.is !== 'there') return false
  const { excluded, likenesses, lifts } = access.data
  // Of whom it is only asked whether they are named, the question says enough.
  return <KeptOut excluded={excluded.filter((member) => !likenesses.includes(member))} lifts={lifts} />
}

function KeptOut({ excluded, lifts }: Pick<CaseAccess, 'excluded' | 'lifts'>) {
  const { may, isHidden } = useCaseView()
  const [asking, setAsking] = useState<MemberId>()
  const pending = new Map(lifts.filter(({ agreedAt }) => !agreedAt).map((one) => [one.member, one]))
  const done = lifts.filter(({ agreedAt }) => agreedAt)
  if (excluded.length === 0 && done.length === 0) return null
  return (
    <section aria-labelledby="access-out">
      <h2 id="access-out">Kept out of this case</h2>
      {excluded.length > 0 ? (
        <p className="meta">
          They cannot open it and are told nothing of it. Somebody who is here by mistake comes back when two
          of you say so.
        </p>
      ) : (
        <p className="meta">Nobody is kept out now.</p>
      )}
      <ul className={styles.out}>
        {excluded.map((member) => (
          <Out
            key={member}
            member={member}
            lift={pending.get(member)}
            onAsk={may('let-back-in') && !isHidden ? () => setAsking(member) : undefined}
          />
        ))}
        {done.map((lift) => (
          <LetIn key={lift.member + lift.askedAt} lift={lift} />
        ))}
      </ul>
      {asking && (
        <LetBackIn
          key={asking}
          member={asking}
          first={pending.get(asking)}
          onClose={() => setAsking(undefined)}
        />
      )}
    </section>
  )
}

type OutProps = { member: MemberId; lift: LiftOnRecord | undefined; onAsk: (() => void) | undefined }

function Out({ member, lift, onAsk }: OutProps) {
  const { nameOf, me } = useCaseView()
  const isMine = lift?.askedBy === me.id
  return (
    <Line member={member}>
      {lift && <FirstWord lift={lift} />}
      {onAsk && !isMine && (
        <Button
          variant="default"
          aria-label={lift ? `Agree: let back in ${nameOf(member)}` : `Let back in ${nameOf(member)}`}
          onClick={onAsk}
        >
          {lift ? 'Agree' : 'Let back in'}
        </Button>
      )}
    </Line>
  )
}

/** "Hana asked at 14:21: 1 of 2 have agreed." */
function FirstWord({ lift }: { lift: LiftOnRecord }) {
  const { me, nameOf } = useCaseView()
  const when = useWhen()
  const who = lift.askedBy === me.id ? 'You' : firstNameOf(nameOf(lift.askedBy))
  return (
    <span className={styles.said}>
      <span className="meta num">{`${who} asked to let them back in, ${when(lift.askedAt)}. 1 of 2 have agreed.`}</span>
      <Reason of={lift} />
    </span>
  )
}

function LetIn({ lift }: { lift: LiftOnRecord }) {
  const { nameOf, shown } = useCaseView()
  const when = useWhen()
  const two = `${firstNameOf(nameOf(lift.askedBy))} and ${firstNameOf(nameOf(lift.agreedBy!))}`
  return (
    <Line member={lift.member}>
      <span className={styles.said}>
        <span className="meta num">{`Let back in by ${two}, ${when(lift.agreedAt!)}.`}</span>
        <Reason of={lift} />
        {lift.agreedReason && <q>{shown(lift.agreedReason)}</q>}
      </span>
    </Line>
  )
}

function Reason({ of: { reason } }: { of: LiftOnRecord }) {
  const { shown } = useCaseView()
  return reason === null ? <span className="meta">{reasonDamaged}</span> : <q>{shown(reason)}</q>
}

function Line({ member, children }: { member: MemberId; children: React.ReactNode }) {
  const { nameOf, colourOf, isHidden } = useCaseView()
  return (
    <li className={styles.line}>
      <span className={styles.who}>
        {!isHidden && <Avatar name={nameOf(member)} colour={colourOf(member)} isDecoration />}
        {isHidden ? 'Name hidden' : nameOf(member)}
      </span>
      {children}
    </li>
  )
}

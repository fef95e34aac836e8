// A link by which somebody who is not on the team joins it, and waits to be let into this case. One press makes and copies it;
// several people can use the same one, because each of them is looked at before they are let in.

import { Button } from '@mantine/core'
import { IconLink } from '@tabler/icons-react'
import { useState } from 'react'
import type { CarriedLevel } from '#shared/http/arrivals.ts'
import { limits } from '#shared/limits.ts'
import { isProblem } from '../../../api/ask.ts'
import { useInvite } from '../../../api/changes.ts'
import { sayNotDone } from '../../../api/refusal-words.ts'
import { clockOf } from '../../../ui/clock.ts'
import { Form, NotDone } from '../../../ui/form/Form.tsx'
import { TextField } from '../../../ui/form/fields.tsx'
import { LinkToCopy } from '../../../ui/LinkToCopy.tsx'
import { QrCode } from '../../../ui/QrCode.tsx'
import { useCaseView } from '../view/case-view.tsx'
import { ArrivingByLink } from './Arriving.tsx'
import styles from './people.module.css'

/** Somebody who is needed now comes today. */
const goodForHours = 24

export function InviteNew({ level }: { level: CarriedLevel }) {
  const { head, zone } = useCaseView()
  const invite = useInvite()
  const [people, setPeople] = useState('1')
  const make = () =>
    invite.mutate({
      ...{ role: 'staff', case: head.id, level },
      ...{ maxUses: Number(people), expiresInHours: goodForHours },
    })
  const made = invite.data
  const wrong = isProblem(invite.error) ? invite.error.fields.maxUses : undefined
  return (
    <section aria-labelledby="invite-new" className={styles.new}>
      <h3 id="invite-new">Somebody new</h3>
      <p className="meta">
        They join the team by a link, and see nothing of the case until you have let them in.
      </p>
      {made ? (
        <div className={styles.form}>
          <LinkToCopy
            key={made.id}
            label="Invitation link"
            name="invitation-link"
            url={made.url}
            isCopiedAtOnce
            description={`Good for ${sayPeople(made.maxUses)} to ${doing[invite.variables.level ?? 'write']}, until tomorrow ${clockOf(made.expiresAt, zone)}. Shown once.`}
          />
          <div className={styles.qr}>
            <QrCode label="join the team" text={made.url} />
            <p className="meta">
              Or let them point a phone’s camera here. You are asked when they have joined.
            </p>
          </div>
          <ArrivingByLink />
        </div>
      ) : (
        <Form className={styles.make} isBusy={invite.isPending} onSend={make}>
          <Button
            type="submit"
            variant="default"
            loading={invite.isPending}
            leftSection={<IconLink size={20} stroke={1.6} aria-hidden />}
          >
            Invite somebody new
          </Button>
          <TextField
            label="How many people"
            type="number"
            min={1}
            max={limits.maxInvitationUses}
            inputMode="numeric"
            value={people}
            error={wrong}
            onChange={(event) => setPeople(event.currentTarget.value)}
          />
        </Form>
      )}
      <NotDone words={invite.error && !wrong && sayNotDone('No link was made.', invite.error)} />
    </section>
  )
}

/** What they may do once they are let in; chosen when the link was made. */
const doing: Record<CarriedLevel, string> = { write: 'work on the case', read: 'read the case' }

const sayPeople = (count: number): string => (count === 1 ? '1 person' : `${count} people`)

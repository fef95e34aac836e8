// "Is this our Tomás Ibarra?": somebody of the team may be named in the case, and has nothing of it until one of those on it has
// answered. While names are hidden so is the question; nobody is asked about themselves.

import { Button } from '@mantine/core'
import type { MemberId } from '#shared/ids.ts'
import { firstNameOf } from '#shared/people/initials.ts'
import { useAnswerLikeness } from '../../../api/changes.ts'
import { sayNotDone } from '../../../api/refusal-words.ts'
import { Notice } from '../../../ui/Notice.tsx'
import { useCaseView } from '../view/case-view.tsx'
import { useAccess } from '../view/parts.ts'
import styles from './people.module.css'

/** Says nothing while it is not known. */
export function Likenesses() {
  const access = useAccess()
  const { me, isHidden, may } = useCaseView()
  if (access.is !== 'there' || isHidden || !may('let-back-in')) return null
  return access.data.likenesses
    .filter((member) => member !== me.id)
    .map((member) => <Likeness key={member} member={member} />)
}

function Likeness({ member }: { member: MemberId }) {
  const { head, nameOf } = useCaseView()
  const answer = useAnswerLikeness()
  const name = nameOf(member)
  const first = firstNameOf(name)
  const give = (isThem: boolean) => answer.mutate({ caseId: head.id, member, isThem })
  return (
    <section className={styles.likeness} aria-label={`Is this our ${name}?`}>
      <Notice tone="plain">
        <b>Is this our {name}?</b>
        <p>
          A name in this case is like theirs. Until one of you has answered, {first} will not see the case.
        </p>
        <div className={styles.likenessActs}>
          <Button variant="default" disabled={answer.isPending} onClick={() => give(true)}>
            Yes, it is {first}
          </Button>
          <Button variant="default" disabled={answer.isPending} onClick={() => give(false)}>
            No, somebody else
          </Button>
        </div>
        {answer.isError && <p role="alert">{sayNotDone('Your answer was not saved.', answer.error)}</p>}
      </Notice>
    </section>
  )
}

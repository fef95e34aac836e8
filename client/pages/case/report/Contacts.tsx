// The words to whoever reported: until when they hear, how they can be reached without harm, and what they were told. Nothing
// here asks what should happen.

import { Button } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { isWhole } from '#shared/cases/damaged.ts'
import type { Contacts as Known } from '#shared/http/contacts.ts'
import { useContacts } from '../../../api/contacts.ts'
import { partStateOf } from '../../../api/part-state.ts'
import { CardShape } from '../../../ui/CardShape.tsx'
import { ShowPart } from '../../../ui/part-state.tsx'
import { serverNow } from '../../../ui/server-clock.ts'
import { useNow } from '../../../ui/use-now.ts'
import { useCaseView } from '../view/case-view.tsx'
import { useWhen } from '../view/when.ts'
import { clockLines, contactTitles, reachLines } from './contact-words.ts'
import { ReachForm } from './ReachForm.tsx'
import styles from './report.module.css'
import { WriteContact } from './WriteContact.tsx'

export function Contacts() {
  const { head, may } = useCaseView()
  const contacts = partStateOf(useContacts(head.id))
  return (
    <section aria-labelledby="contacts" className={styles.report}>
      <h2 id="contacts">Words to the reporter</h2>
      <ShowPart state={contacts} what="What the reporter was told" shape={<CardShape />}>
        {(known) => (
          <>
            <div className={styles.told}>
              <Clocks known={known} />
              <Reach reach={known.reach} />
            </div>
            <Log contacts={known.contacts} />
            {may('write') && <WriteContact answerable={known.answerable} />}
          </>
        )}
      </ShowPart>
    </section>
  )
}

function Clocks({ known }: { known: Known }) {
  const when = useWhen()
  useNow(60_000)
  return (
    <div>
      <h3>Until when they hear</h3>
      <dl className={`${styles.facts} num`}>
        {clockLines(known, new Date(serverNow()), when).map(({ label, text, isMissed }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd data-missed={isMissed || undefined}>{text}</dd>
          </div>
        ))}
      </dl>
      {known.reach && isWhole(known.reach) && known.reach.wantsWord === 'no' && (
        <p className="meta">They want to hear no more, so nothing is owed.</p>
      )}
    </div>
  )
}

function Reach({ reach }: Pick<Known, 'reach'>) {
  const { may, shown } = useCaseView()
  const [isChanging, setChanging] = useState(false)
  const whole = reach && isWhole(reach) ? reach : undefined
  let words: ReactNode = <p className="meta">Nobody has said how to reach them yet.</p>
  if (reach && !whole) words = <p className="meta">What was said of it can’t be read.</p>
  if (whole)
    words = (
      <dl className={styles.facts}>
        {reachLines(whole).map(({ label, text }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd dir="auto">{shown(text)}</dd>
          </div>
        ))}
      </dl>
    )
  return (
    <div>
      <h3>How to reach them</h3>
      {words}
      {may('write') && (
        <Button variant="default" className={styles.change} onClick={() => setChanging(true)}>
          {whole ? 'Change how to reach them' : 'Say how to reach them'}
        </Button>
      )}
      {isChanging && <ReachForm before={whole} onClose={() => setChanging(false)} />}
    </div>
  )
}

function Log({ contacts }: Pick<Known, 'contacts'>) {
  const { nameOf, shown } = useCaseView()
  const when = useWhen()
  if (contacts.length === 0) return <p className={`${styles.untold} meta`}>They were told nothing yet.</p>
  return (
    <ol className={styles.log} aria-label="What they were told">
      {contacts.map((one) => (
        <li key={one.id} className={styles.added}>
          {isWhole(one) ? (
            <>
              <h3 className="num">
                {contactTitles[one.kind]}, {when(one.at)}, by {nameOf(one.by)}
              </h3>
              <p dir="auto" className={styles.words}>
                {shown(one.text)}
              </p>
              {one.answers && <p className="meta">They can read it on the attendee page.</p>}
              {one.nextBy && <p className="meta num">Promised: the next word by {when(one.nextBy)}.</p>}
            </>
          ) : (
            <>
              <h3 className="num">
                {when(one.writtenAt)}, by {nameOf(one.by)}
              </h3>
              <p className="meta">What they were told can’t be read.</p>
            </>
          )}
        </li>
      ))}
    </ol>
  )
}

// The mail that was brought in, as it says of itself, and what becomes of its words.

import { Button } from '@mantine/core'
import { sayTime } from '#shared/tasks/due-words.ts'
import { serverNow } from '../../ui/server-clock.ts'
import type { Draft } from './draft.ts'
import look from './mail.module.css'

type Given = {
  mail: NonNullable<Draft['mail']>
  timeZone: string
  onPut: () => void
  onLeaveOut: () => void
}

export function MailHere({ mail, timeZone, onPut, onLeaveOut }: Given) {
  const { from, subject, sentAt, attachments, text, isCut, isIn } = mail
  const facts: [string, string][] = [
    ['From', from],
    ['Sent', sentAt ? sayTime(new Date(sentAt), new Date(serverNow()), timeZone) : ''],
    ['Subject', subject],
    ['Attached', attachments.map(({ name, type }) => name || type).join(', ')],
  ]
  return (
    <section aria-label="The mail" className={look.here}>
      <dl className={`${look.facts} num`}>
        {facts.map(
          ([label, words]) =>
            words && (
              <div key={label}>
                <dt>{label}</dt>
                <dd>{words}</dd>
              </div>
            ),
        )}
      </dl>
      <p role="status" className={look.hint}>
        {sayWords(text, isIn, isCut)}
      </p>
      <div className={look.acts}>
        {text && !isIn && (
          <Button variant="default" onClick={onPut}>
            Put its words into the report
          </Button>
        )}
        <Button variant="subtle" onClick={onLeaveOut}>
          Leave this mail out
        </Button>
      </div>
    </section>
  )
}

const kept = 'The mail itself is kept with the report, as it came.'

function sayWords(text: string, isIn: boolean, isCut: boolean): string {
  if (!text) return `No words could be read out of it. Copy what matters by hand. ${kept}`
  const more = isCut ? ' It is longer than a report: the rest stands in the mail.' : ''
  return isIn ? `Its words stand under “What happened?”.${more} ${kept}` : `${kept}${more}`
}

// The mail that a report came by: who sent it and when, as it says itself, and the way to the original, which is only saved.

import { Button } from '@mantine/core'
import { isWhole } from '#shared/cases/damaged.ts'
import type { Report } from '#shared/http/cases.ts'
import { fileAddress } from '../../../api/files.ts'
import { useCaseView } from '../view/case-view.tsx'
import { useWhen } from '../view/when.ts'
import styles from './report.module.css'

export function MailOf({ mail }: { mail: NonNullable<Report['mail']> }) {
  const { shown } = useCaseView()
  const when = useWhen()
  const lines: [string, string][] = isWhole(mail)
    ? [
        [
          'By mail',
          [mail.sentAt && `sent ${when(mail.sentAt)}`, mail.from && `by ${mail.from}`]
            .filter(Boolean)
            .join(' '),
        ],
        ['Subject', mail.subject],
        ['Attached', mail.attachments.map(({ name, type }) => name || type).join(', ')],
      ]
    : []
  return (
    <section className={styles.added} aria-label="The mail">
      <h3>The mail it came by</h3>
      {isWhole(mail) ? (
        <dl className={`${styles.facts} num`}>
          {lines.map(
            ([label, text]) =>
              text && (
                <div key={label}>
                  <dt>{label}</dt>
                  <dd>{shown(text)}</dd>
                </div>
              ),
          )}
        </dl>
      ) : (
        <p className="meta">What it says of itself can’t be read.</p>
      )}
      <Button
        component="a"
        variant="default"
        className={styles.change}
        href={fileAddress(mail.original)}
        download
      >
        Save the original
      </Button>
    </section>
  )
}

// How the report came: told, as most are, or as a mail that is brought in here, in a letter, by a third party. Chosen beside another
// label, so that nobody who is told something has a question more.

import type { ReportWay } from '#shared/entries/report-ways.ts'
import { wayChoices } from '../../ui/way-words.ts'
import { BringMail } from './BringMail.tsx'
import type { Draft } from './draft.ts'
import { MailHere } from './MailHere.tsx'
import look from './report.module.css'

type Given = { draft: Draft; timeZone: string; edit: (change: Partial<Draft>) => void }

export function WaySelect({ way, onChange }: { way: ReportWay; onChange: (way: ReportWay) => void }) {
  return (
    <select
      className={look.reason}
      aria-label="How it came"
      value={way}
      onChange={(event) => onChange(event.target.value as ReportWay)}
    >
      {wayChoices.map(({ value, label }) => (
        <option key={value} value={value}>
          {label}
        </option>
      ))}
    </select>
  )
}

/** The mail, where it came as one. */
export function CameByMail({ draft, timeZone, edit }: Given) {
  const { way, mail, whatHappened } = draft
  if (way !== 'mail') return null
  if (!mail)
    return (
      <BringMail
        onBrought={(brought) => {
          // What somebody has written already is theirs to join with it.
          const isIn = brought.text !== '' && whatHappened.trim() === ''
          edit({ mail: { ...brought, isIn }, ...(isIn && { whatHappened: brought.text }) })
        }}
      />
    )
  return (
    <MailHere
      mail={mail}
      timeZone={timeZone}
      onPut={() =>
        edit({
          whatHappened: [whatHappened.trim(), mail.text].filter(Boolean).join('\n\n'),
          mail: { ...mail, isIn: true },
        })
      }
      onLeaveOut={() => edit({ mail: null })}
    />
  )
}

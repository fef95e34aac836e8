// What is understood of a text, clause by clause, with everything odd about it; then one puts it in force, or goes back.

import { Button } from '@mantine/core'
import { useState } from 'react'
import type { z } from 'zod'
import type { ProcedurePreview } from '#shared/http/procedure.ts'
import type { Encoding } from '#shared/procedure/decode.ts'
import { useAdoptProcedure } from '../../api/procedure.ts'
import { sayNotDone } from '../../api/refusal-words.ts'
import { useAnnounce } from '../../ui/Announcer.tsx'
import { Check } from '../../ui/Check.tsx'
import { Form, FormActs, NotDone } from '../../ui/form/Form.tsx'
import { TextField } from '../../ui/form/fields.tsx'
import { PageHead } from '../../ui/PageHead.tsx'
import { Panel } from '../../ui/Panel.tsx'
import look from './procedure.module.css'
import { clauseTitles, linesWords } from './procedure-words.ts'

type Preview = z.infer<typeof ProcedurePreview>

const encodingWords: Readonly<Record<Encoding, string>> = {
  'utf-8': 'UTF-8',
  'utf-16le': 'UTF-16',
  'utf-16be': 'UTF-16',
  'windows-1252': 'Windows-1252',
  'latin-1': 'Latin-1',
}

type Given = { preview: Preview; name: string | undefined; onBack: () => void; onClose: () => void }

export function Understood({ preview, name, onBack, onClose }: Given) {
  const { clauses, oddities, encoding } = preview
  const from = [name, encoding && `read as ${encodingWords[encoding]}`].filter(Boolean).join(', ')
  return (
    <>
      <PageHead title="What is understood" sub={from || undefined}>
        <Button variant="default" onClick={onBack}>
          Change the text
        </Button>
      </PageHead>
      <div className={look.page}>
        <p className="meta" role="status">
          {clauses.length === 1 ? '1 clause' : `${clauses.length} clauses`} found,{' '}
          {oddities.length === 1 ? '1 thing' : `${oddities.length} things`} to look at. Nothing is in force
          yet.
        </p>
        <Oddities preview={preview} />
        <Clauses preview={preview} />
        {clauses.length > 0 && <PutInForce preview={preview} onClose={onClose} />}
      </div>
    </>
  )
}

function Oddities({ preview: { oddities } }: { preview: Preview }) {
  if (oddities.length === 0) return null
  return (
    <Panel title="To look at">
      <ul className={look.oddities}>
        {oddities.map(({ line, message, proposal }) => (
          <li key={`${line} ${message}`}>
            <span className={`${look.line} num`}>Line {line}</span>
            <span>
              {message}
              {proposal && <span className="meta">{proposal}</span>}
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  )
}

function Clauses({ preview: { clauses, notPlaced } }: { preview: Preview }) {
  return (
    <Panel title="Clauses">
      {clauses.length === 0 && (
        <p>
          None is found: the text has neither marks nor headings that say one. Give its parts headings such as
          “First minutes”, “What not to do” or “Measures”.
        </p>
      )}
      <ul className={look.clauses}>
        {clauses.map(({ name, heading, lines, items }) => (
          <li key={name}>
            <b>{clauseTitles[name]}</b>
            <span className="meta num">
              {heading && heading !== clauseTitles[name] && `“${heading}”, `}
              {linesWords(lines)}
            </span>
            {items.length > 0 && (
              <details>
                <summary>{items.length === 1 ? '1 in its list' : `${items.length} in its list`}</summary>
                <ul>
                  {items.map((item) => (
                    <li key={item}>{item}</li>
                  ))}
                </ul>
              </details>
            )}
          </li>
        ))}
      </ul>
      {notPlaced.length > 0 && (
        <p className="meta num">
          In no clause, and kept: {linesWords(notPlaced.slice(0, 12))}
          {notPlaced.length > 12 && ' and more'}.
        </p>
      )}
    </Panel>
  )
}

function PutInForce({ preview, onClose }: { preview: Preview; onClose: () => void }) {
  const announce = useAnnounce()
  const [about, setAbout] = useState({ source: '', licence: '', version: '' })
  const [isMended, setMended] = useState(preview.brokenLines > 0)
  const adopt = useAdoptProcedure()
  const put = () =>
    adopt.mutate(
      { markdown: preview.markdown, isMended, ...about },
      {
        onSuccess: () => {
          announce.polite('It is in force.')
          onClose()
        },
      },
    )
  const field = (key: keyof typeof about) => ({
    value: about[key],
    autoComplete: 'off',
    onChange: (event: { currentTarget: { value: string } }) => {
      const { value } = event.currentTarget
      setAbout((before) => ({ ...before, [key]: value }))
    },
  })
  const lines = preview.brokenLines === 1 ? '1 line' : `${preview.brokenLines} lines`
  return (
    <Panel title="Put it in force">
      <Form onSend={put} isBusy={adopt.isPending}>
        <TextField
          label="Where it is from"
          description="An address makes its links work."
          {...field('source')}
        />
        <TextField label="Version" {...field('version')} />
        <TextField label="Licence" {...field('licence')} />
        {preview.brokenLines > 0 && (
          <div className={look.mend}>
            <Check label={`Mend broken letters in ${lines}`} isOn={isMended} onChange={setMended} />
            <span aria-hidden="true">Mend broken letters in {lines}</span>
          </div>
        )}
        <NotDone words={adopt.isError && sayNotDone('It was not put in force.', adopt.error)} />
        <FormActs act="Put in force" isBusy={adopt.isPending} keep="Not now" onClose={onClose} />
      </Form>
    </Panel>
  )
}

// The numbers to call: every member sees them and has them on the first-response card, the chair sets them.

import { Button } from '@mantine/core'
import { useState } from 'react'
import type { EventNumber } from '#shared/http/first-response.ts'
import { limits } from '#shared/limits.ts'
import { useChangeNumbers, useNumbers } from '../../api/first-response.ts'
import { partStateOf } from '../../api/part-state.ts'
import { useProved } from '../../api/proof.ts'
import { useAnnounce } from '../../ui/Announcer.tsx'
import { TextField } from '../../ui/form/fields.tsx'
import { TextArea } from '../../ui/form/TextArea.tsx'
import { emergencyName, readNumberLines, sayNumberLines, securityName, teamName } from '../../ui/numbers.ts'
import { Panel } from '../../ui/Panel.tsx'
import { ProvedDialog } from '../../ui/ProvedDialog.tsx'
import { ShowPart } from '../../ui/part-state.tsx'
import look from './settings.module.css'

export function NumbersPanel({ mayChange }: { mayChange: boolean }) {
  const [isChanging, setChanging] = useState(false)
  return (
    <Panel title="Numbers to call">
      <p className="meta">
        They stand on the first-response card, to call, and in large type for whoever reports to photograph.
      </p>
      <ShowPart state={partStateOf(useNumbers())} what="The numbers">
        {({ numbers }) => (
          <>
            <div className={look.row}>
              <span className={look.words}>
                {numbers.length === 0 && <b>There are none yet.</b>}
                {numbers.map(({ name, phone }) => (
                  <span key={`${name} ${phone}`} className={look.address}>
                    <b>{name}</b>
                    <span className="meta num">{phone}</span>
                  </span>
                ))}
              </span>
              {mayChange && (
                <Button variant="default" onClick={() => setChanging(true)}>
                  {numbers.length === 0 ? 'Give numbers' : 'Change the numbers'}
                </Button>
              )}
            </div>
            {isChanging && <ChangeNumbers before={numbers} onClose={() => setChanging(false)} />}
          </>
        )}
      </ShowPart>
    </Panel>
  )
}

const fixed = [
  { use: 'security', name: securityName },
  { use: 'emergency', name: emergencyName },
  { use: 'team', name: teamName },
] as const
const most = limits.maxEventNumbers

function ChangeNumbers({ before, onClose }: { before: readonly EventNumber[]; onClose: () => void }) {
  const announce = useAnnounce()
  const phoneOf = (use: EventNumber['use']) => before.find((one) => one.use === use)?.phone ?? ''
  const [phones, setPhones] = useState<Record<string, string>>(() =>
    Object.fromEntries(fixed.map(({ use }) => [use, phoneOf(use)])),
  )
  const [others, setOthers] = useState(() => sayNumberLines(before.filter(({ use }) => use === 'other')))
  const read = readNumberLines(others)
  const numbers = [
    ...fixed.flatMap((one) => {
      const phone = phones[one.use]?.trim()
      return phone ? [{ ...one, phone }] : []
    }),
    ...read.numbers,
  ]
  const wrong = read.wrong[0]
  const change = useChangeNumbers()
  const proof = useProved(() => change.mutateAsync({ numbers }))
  const onDone = () => {
    announce.polite('The numbers are saved.')
    onClose()
  }
  return (
    <ProvedDialog
      title="Numbers to call"
      act="Save"
      isIncomplete={wrong !== undefined || numbers.length > most}
      {...{ proof, onDone, onClose }}
    >
      <div className={look.dialog}>
        {fixed.map(({ use, name }) => (
          <TextField
            key={use}
            label={name}
            type="tel"
            autoComplete="off"
            maxLength={40}
            value={phones[use] ?? ''}
            onChange={(event) => {
              const { value } = event.currentTarget
              setPhones((now) => ({ ...now, [use]: value }))
            }}
          />
        ))}
        <TextArea
          label="More numbers"
          description="One to a line, the name first: Taxi +351 555 0123"
          maxLength={1_000}
          value={others}
          error={
            wrong !== undefined
              ? `This line has no name or no number: ${wrong.slice(0, 60)}`
              : numbers.length > most && `At most ${most} numbers in all.`
          }
          onChange={(event) => setOthers(event.currentTarget.value)}
        />
      </div>
    </ProvedDialog>
  )
}

// A roster out of a spreadsheet: its text, what is understood of it line by line, and then the word to put it on the roster.

import { Button } from '@mantine/core'
import { uuidv4 } from 'lib0/random'
import { useState } from 'react'
import type { Member } from '#shared/http/people.ts'
import type { Shift } from '#shared/http/roster.ts'
import { limits } from '#shared/limits.ts'
import { type ReadLine, type ReadRoster, readRosterCsv } from '#shared/roster/read-csv.ts'
import { fieldsOfProblem } from '../../api/ask.ts'
import { sayNotDone } from '../../api/refusal-words.ts'
import { useAddShifts } from '../../api/roster.ts'
import { clockOf, whenOf } from '../../ui/clock.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { ChooseText } from '../../ui/form/ChooseText.tsx'
import { Form, FormActs, NotDone } from '../../ui/form/Form.tsx'
import { TextArea } from '../../ui/form/TextArea.tsx'
import look from './roster.module.css'

type Given = {
  team: readonly Member[]
  shifts: readonly Shift[]
  timeZone: string
  nowMs: number
  /** With how many shifts there are more. */
  onDone: (count: number) => void
  onClose: () => void
}

const mostChars = 100_000
const tooLong = 'This is longer than any roster. Bring it in in parts.'

export function BringInRoster(given: Given) {
  const { team, shifts, timeZone, nowMs, onClose } = given
  const [text, setText] = useState('')
  const [read, setRead] = useState<ReadRoster>()
  const [error, setError] = useState<string>()
  const lookAt = () => {
    if (text.length > mostChars) return setError(tooLong)
    const found = readRosterCsv(text, { team, timeZone, nowMs, there: shifts })
    setError(found.problem)
    if (found.problem === undefined) setRead(found)
  }
  if (read) return <Understood lines={read.lines} onBack={() => setRead(undefined)} {...given} />
  return (
    <Dialog isOpen title="Bring in a roster" onClose={onClose} actions={false}>
      <Form onSend={lookAt}>
        <div>
          <ChooseText
            {...{ mostChars, tooLong }}
            label="Choose a .csv file"
            accept=".csv,.tsv,.txt,text/csv,text/plain"
            // What is chosen stands in the field below, to be looked at and mended.
            onText={({ text }) => setText(text)}
            onError={setError}
          />
        </div>
        <TextArea
          label="Or paste it"
          description="The first line names the columns: Name, Day, From, To, and Lead if you like."
          minRows={6}
          maxRows={10}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <NotDone words={error} />
        <FormActs act="See what is understood" isBusy={false} onClose={onClose} />
      </Form>
    </Dialog>
  )
}

function Understood({
  lines,
  timeZone,
  nowMs,
  onBack,
  onDone,
  onClose,
}: Given & { lines: readonly ReadLine[]; onBack: () => void }) {
  // Drawn once: sent again, they are there once.
  const [shifts] = useState(() =>
    lines.flatMap(({ shift }) => {
      if (!shift) return []
      const { member, from, to, isLead } = shift
      return [{ id: uuidv4(), member, from, to, isLead }] as Shift[]
    }),
  )
  const add = useAddShifts()
  // Somebody edited the roster meanwhile.
  const [clash] = Object.values(fieldsOfProblem(add.error))
  const odd = lines.length - shifts.length
  const isMany = shifts.length > limits.maxShiftsAtOnce
  return (
    <Dialog isOpen title="What is understood" onClose={onClose} actions={false}>
      <Form
        isBusy={add.isPending}
        onSend={() => !isMany && add.mutate({ shifts }, { onSuccess: () => onDone(shifts.length) })}
      >
        <p role="status">
          {shifts.length === 1 ? '1 shift' : `${shifts.length} shifts`} understood
          {odd > 0 && `, ${odd === 1 ? '1 line is' : `${odd} lines are`} left out`}. Nothing is on the roster
          yet.
        </p>
        {/* It scrolls, so the keyboard has to reach it. */}
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by Tab */}
        <section className={look.read} aria-label="Line by line" tabIndex={0}>
          <ul>
            {lines.map(({ line, shift, odd: why }) => (
              <li key={line} data-odd={why === undefined ? undefined : true} className="num">
                <span className="meta">Line {line}</span>
                {shift
                  ? `${shift.name}, ${whenOf(shift.from, timeZone, nowMs)} to ${clockOf(shift.to, timeZone)}${shift.isLead ? ', lead' : ''}`
                  : why}
              </li>
            ))}
          </ul>
        </section>
        <NotDone
          words={
            isMany
              ? `At most ${limits.maxShiftsAtOnce} at once. Bring it in in parts.`
              : add.isError && (clash ?? sayNotDone('Nothing was put on the roster.', add.error))
          }
        />
        {shifts.length > 0 && !isMany ? (
          <FormActs
            act={shifts.length === 1 ? 'Put it on the roster' : `Put ${shifts.length} on the roster`}
            keep="Change the text"
            isBusy={add.isPending}
            onClose={onBack}
          />
        ) : (
          <div>
            <Button variant="default" onClick={onBack}>
              Change the text
            </Button>
          </div>
        )}
      </Form>
    </Dialog>
  )
}

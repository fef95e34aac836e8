// One shift: who, on which day, from when to when, and whether they lead the staff then. An end before the beginning is one on the
// next day, and says so.

import { Button } from '@mantine/core'
import { uuidv4 } from 'lib0/random'
import { useState } from 'react'
import type { Member } from '#shared/http/people.ts'
import type { Shift } from '#shared/http/roster.ts'
import { type DayName, dayAt, hourOf, type Span } from '#shared/roster/days.ts'
import { fieldsOfProblem } from '../../api/ask.ts'
import { sayNotDone } from '../../api/refusal-words.ts'
import { usePutShift, useRemoveShift } from '../../api/roster.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { Form, NotDone } from '../../ui/form/Form.tsx'
import { SelectField, TextField } from '../../ui/form/fields.tsx'
import { fieldOf, momentIn } from '../../ui/form/moment-field.ts'
import { type FieldErrors, useForm } from '../../ui/form/use-form.ts'
import { Segmented } from '../../ui/Segmented.tsx'
import look from './roster.module.css'
import { inOrder } from './TeamList.tsx'

/** A shift to change; else a day on which one is added, or a gap that is filled. */
export type Opened = { shift?: Shift; day?: DayName; gap?: Span }

type Values = { member: string; day: string; from: string; to: string; isLead: 'yes' | 'no' }

type Given = {
  opened: Opened
  team: readonly Member[]
  timeZone: string
  today: DayName
  /** With what is on the roster now; without, it was removed. */
  onDone: (now: Shift | undefined) => void
  onClose: () => void
}

export function ShiftDialog({ opened, team, timeZone, today, onDone, onClose }: Given) {
  const before = opened.shift
  const [id] = useState(() => before?.id ?? (uuidv4() as Shift['id']))
  const form = useForm<Values>(() => valuesOf(opened, timeZone, today))
  const put = usePutShift()
  const remove = useRemoveShift()
  const isNextDay = form.values.from !== '' && form.values.to !== '' && form.values.to < form.values.from
  const save = () => {
    if (form.refuse(missingIn(form.values))) return
    const shift = { ...shiftOf(form.values, timeZone), id }
    put.mutate(shift, {
      onSuccess: () => onDone(shift),
      onError: (error) => form.refuse(fieldsOfProblem(error)),
    })
  }
  const failed = [put, remove].find(({ isError }) => isError)?.error
  return (
    <Dialog isOpen title={before ? 'Change the shift' : 'Add a shift'} onClose={onClose} actions={false}>
      <Form formRef={form.ref} isBusy={put.isPending || remove.isPending} onSend={save}>
        <SelectField
          label="Who"
          data={[
            ...(before ? [] : [{ value: '', label: 'Choose' }]),
            ...inOrder(team).map(({ id: value, name }) => ({ value, label: name })),
          ]}
          {...form.field('member')}
        />
        <TextField label="Day" type="date" {...form.field('day')} />
        <div className={look.pair}>
          <TextField label="From" type="time" {...form.field('from')} />
          <TextField
            label="To"
            type="time"
            description={isNextDay ? 'On the next day.' : undefined}
            {...form.field('to')}
          />
        </div>
        <Segmented
          showsLabel
          label="Leads the staff then"
          options={[
            { value: 'no', label: 'No' },
            { value: 'yes', label: 'Yes' },
          ]}
          value={form.values.isLead}
          onChange={(isLead) => form.put({ isLead })}
        />
        <NotDone words={failed && form.isRight && sayNotDone('It was not saved.', failed)} />
        <div className={look.dialogActs}>
          <Button type="submit" loading={put.isPending}>
            {before ? 'Save' : 'Add'}
          </Button>
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          {before && (
            <Button
              variant="subtle"
              loading={remove.isPending}
              onClick={() => remove.mutate(before, { onSuccess: () => onDone(undefined) })}
            >
              Take off the roster
            </Button>
          )}
        </div>
      </Form>
    </Dialog>
  )
}

function valuesOf({ shift, day, gap }: Opened, timeZone: string, today: DayName): Values {
  const [fromMs, toMs] = shift
    ? [Date.parse(shift.from), Date.parse(shift.to)]
    : gap
      ? [gap.fromMs, gap.toMs]
      : [hourOf(day ?? today, 9, timeZone), hourOf(day ?? today, 13, timeZone)]
  const [from, to] = [fromMs, toMs].map((ms) => fieldOf(new Date(ms).toISOString(), timeZone).slice(11))
  return {
    ...{ member: shift?.member ?? '', day: dayAt(fromMs, timeZone) },
    ...{ from: from ?? '', to: to ?? '', isLead: shift?.isLead ? 'yes' : 'no' },
  }
}

function missingIn({ member, day, from, to }: Values): FieldErrors {
  return {
    ...(member === '' && { member: 'Choose who it is.' }),
    ...(day === '' && { day: 'Write the whole date.' }),
    ...(from === '' && { from: 'Write when it begins.' }),
    ...(to === '' && { to: 'Write when it ends.' }),
  }
}

function shiftOf({ member, day, from, to, isLead }: Values, timeZone: string): Omit<Shift, 'id'> {
  // The day after it, as a field shows it: the clocks may change in between.
  const endDay = to < from ? dayAt(hourOf(day, 36, timeZone), timeZone) : day
  return {
    member: member as Shift['member'],
    from: momentIn(`${day}T${from}`, timeZone) ?? '',
    to: momentIn(`${endDay}T${to}`, timeZone) ?? '',
    isLead: isLead === 'yes',
  }
}

// Writing down what the reporter was told. Where the next word is promised, it becomes a task of whoever writes, so that it is
// reminded of and handed on like any other.

import { Button } from '@mantine/core'
import { uuidv4 } from 'lib0/random'
import { type ContactKind, contactKinds } from '#shared/contacts/kinds.ts'
import type { Contacts } from '#shared/http/contacts.ts'
import type { EntryId, ReportId, TaskId } from '#shared/ids.ts'
import { hasTooMany } from '#shared/record/counts.ts'
import { addTask } from '#shared/record/edit.ts'
import { fieldsOfProblem } from '../../../api/ask.ts'
import { useAddContact } from '../../../api/contacts.ts'
import { sayNotDone } from '../../../api/refusal-words.ts'
import { useKeptDraft } from '../../../offline/use-kept-draft.ts'
import { useAnnounce } from '../../../ui/Announcer.tsx'
import { Form, NotDone } from '../../../ui/form/Form.tsx'
import { TextField } from '../../../ui/form/fields.tsx'
import { momentIn } from '../../../ui/form/moment-field.ts'
import { sendIdOf } from '../../../ui/form/send-id.ts'
import { TextArea } from '../../../ui/form/TextArea.tsx'
import { useForm } from '../../../ui/form/use-form.ts'
import { Segmented } from '../../../ui/Segmented.tsx'
import { useCaseView } from '../view/case-view.tsx'
import { useReports } from '../view/parts.ts'
import { contactChoices } from './contact-words.ts'
import styles from './report.module.css'

const kinds = contactKinds.map((value) => ({ value, label: contactChoices[value] }))
const nothing = { kind: 'acknowledged' as ContactKind, text: '', nextBy: '', sentAs: '', answers: '' }
const taskWords = 'Tell the reporter how it stands'

/** @param answerable the reports whose senders can read it on the attendee page */
export function WriteContact({ answerable }: Pick<Contacts, 'answerable'>) {
  const { head, me, zone, record, mayWrite } = useCaseView()
  const announce = useAnnounce()
  const form = useForm(nothing)
  const forget = useKeptDraft({ scope: head.id, kind: 'contact' }, form)
  const add = useAddContact(head.id)
  const fields = fieldsOfProblem(add.error)
  const { kind, text, nextBy } = form.values
  const answers = answerable.find((report) => report === form.values.answers)
  const promised = momentIn(nextBy, zone)
  const onSuccess = () => {
    forget()
    form.put(nothing)
    const makesTask = promised !== null && mayWrite && !hasTooMany(record.doc, 'tasks', 1)
    if (makesTask) {
      const id = uuidv4() as TaskId
      addTask(record.doc, { id, what: taskWords, who: me.id, due: promised, dueWords: null })
    }
    announce.polite(makesTask ? 'Written down. The next word is a task of yours.' : 'Written down.')
  }
  const onSend = () => {
    if (!text.trim()) return form.refuse({ text: 'Write what they were told.' })
    const id = sendIdOf(form) as EntryId
    add.mutate(
      { id, kind, text, ...(promised && { nextBy: promised }), ...(answers && { answers }) },
      { onSuccess },
    )
  }
  const words = form.field('text')
  return (
    <Form formRef={form.ref} className={styles.add} isBusy={add.isPending} onSend={onSend}>
      <h3>Write down what they were told</h3>
      <Segmented
        label="What it was"
        options={kinds}
        value={kind}
        onChange={(chosen) => form.put({ kind: chosen })}
      />
      <TextArea label="What they were told" {...words} error={words.error ?? fields.text} />
      <WhereTheyRead {...{ answerable, answers }} onChange={(answers) => form.put({ answers })} />
      <TextField
        label="They hear again by"
        description="Where it was promised. It becomes a task of yours."
        type="datetime-local"
        {...form.field('nextBy')}
        error={fields.nextBy}
      />
      <NotDone
        words={
          add.error && Object.keys(fields).length === 0 && sayNotDone('It was not written down.', add.error)
        }
      />
      <Button type="submit" variant="default" loading={add.isPending}>
        Write down
      </Button>
    </Form>
  )
}

type Reading = Pick<Contacts, 'answerable'> & {
  answers: ReportId | undefined
  onChange: (answers: string) => void
}

/** Where there is an attendee page that leads back to a report of this case: what is written there cannot be taken back. */
function WhereTheyRead({ answerable, answers, onChange }: Reading) {
  const known = useReports()
  if (answerable.length === 0) return null
  const all = known.is === 'there' ? known.data.reports.map(({ id }) => id) : []
  const pages = answerable.map((value) => ({
    value: value as string,
    label:
      all.length > 1 ? `On the attendee page, by report ${all.indexOf(value) + 1}` : 'On the attendee page',
  }))
  return (
    <div>
      <Segmented
        label="How they hear it"
        showsLabel
        options={[{ value: '', label: 'I told them' }, ...pages]}
        value={answers ?? ''}
        onChange={onChange}
      />
      {answers && <p className="meta">They read exactly these words there, with their code.</p>}
    </div>
  )
}

// How the reporter can be reached without harm, and whether they want to hear more at all.

import type { Said } from '#shared/entries/contact.ts'
import type { ReachAsk } from '#shared/http/contacts.ts'
import { fieldsOfProblem } from '../../../api/ask.ts'
import { useSayReach } from '../../../api/contacts.ts'
import { sayNotDone } from '../../../api/refusal-words.ts'
import { useKeptDraft } from '../../../offline/use-kept-draft.ts'
import { Dialog } from '../../../ui/Dialog.tsx'
import { Form, FormActs, NotDone } from '../../../ui/form/Form.tsx'
import { TextArea } from '../../../ui/form/TextArea.tsx'
import { useForm } from '../../../ui/form/use-form.ts'
import { Segmented } from '../../../ui/Segmented.tsx'
import { useCaseView } from '../view/case-view.tsx'
import { saidTitles } from './contact-words.ts'

const answers = (['yes', 'no', 'not-asked'] as const).map((value) => ({ value, label: saidTitles[value] }))
const unasked: ReachAsk = { way: '', avoid: '', fears: 'not-asked', wantsWord: 'not-asked' }

export function ReachForm({ before, onClose }: { before: ReachAsk | undefined; onClose: () => void }) {
  const { head } = useCaseView()
  const { way, avoid, fears, wantsWord } = before ?? unasked
  const form = useForm<ReachAsk>({ way, avoid, fears, wantsWord })
  const forget = useKeptDraft({ scope: head.id, kind: 'reach' }, form)
  const say = useSayReach(head.id)
  const fields = fieldsOfProblem(say.error)
  const close = () => {
    forget()
    onClose()
  }
  const choose = (part: 'fears' | 'wantsWord', label: string) => (
    <Segmented<Said>
      showsLabel
      label={label}
      options={answers}
      value={form.values[part]}
      onChange={(chosen) => form.put({ [part]: chosen })}
    />
  )
  return (
    <Dialog isOpen title="How to reach the reporter" onClose={onClose} actions={false}>
      <Form
        formRef={form.ref}
        isBusy={say.isPending}
        onSend={() => say.mutate(form.values, { onSuccess: close })}
      >
        <TextArea
          label="How to reach them safely"
          description="A number, an address, a place and a time."
          {...form.field('way')}
          error={fields.way}
        />
        <TextArea
          label="What to avoid"
          description="For example: not by mail, somebody else reads it."
          {...form.field('avoid')}
          error={fields.avoid}
        />
        {choose('fears', 'Do they fear retaliation?')}
        {choose('wantsWord', 'Do they want to hear more?')}
        <NotDone
          words={say.error && Object.keys(fields).length === 0 && sayNotDone('It was not saved.', say.error)}
        />
        <FormActs act="Save" isBusy={say.isPending} onClose={close} />
      </Form>
    </Dialog>
  )
}

// Security or the police were called: whom, whose decision it was, and because of what; or the latter two of a call that is known.

import type { Called } from '#shared/entries/danger.ts'
import type { CallDecision } from '#shared/http/first-response.ts'
import type { EntryId } from '#shared/ids.ts'
import { useSayCallDecision } from '../../../api/first-response.ts'
import { sayNotDone } from '../../../api/refusal-words.ts'
import { useSayDanger } from '../../../api/reports.ts'
import { useKeptDraft } from '../../../offline/use-kept-draft.ts'
import { useAnnounce } from '../../../ui/Announcer.tsx'
import { Dialog } from '../../../ui/Dialog.tsx'
import { Form, FormActs, NotDone } from '../../../ui/form/Form.tsx'
import { sendIdOf } from '../../../ui/form/send-id.ts'
import { useForm } from '../../../ui/form/use-form.ts'
import { helpers, WhoseDecision } from '../../../ui/SayCalled.tsx'
import { Segmented } from '../../../ui/Segmented.tsx'
import { useCaseView } from '../view/case-view.tsx'

type Values = { whom: Called | ''; whose: CallDecision['whose'] | null; because: string; sentAs: string }

/** @param about the call that is known; left out for one that is not @param before what was said of it */
export function CallForm({
  about,
  before,
  onClose,
}: {
  about?: EntryId
  before?: CallDecision | undefined
  onClose: () => void
}) {
  const { head } = useCaseView()
  const announce = useAnnounce()
  const { whose = null, because = '' } = before ?? {}
  const form = useForm<Values>({ whom: '', whose, because, sentAs: '' })
  const forget = useKeptDraft({ scope: head.id, kind: `call ${about ?? 'new'}` }, form)
  const tell = useSayDanger(head.id)
  const decide = useSayCallDecision(head.id)
  const { values } = form
  const error = tell.error ?? decide.error
  const close = () => {
    forget()
    onClose()
  }
  const onSuccess = () => {
    announce.polite('Written down.')
    close()
  }
  const onSend = () => {
    const decision = values.whose && { whose: values.whose, because: values.because.trim() }
    const id = sendIdOf(form) as EntryId
    if (!about)
      return tell.mutate(
        { id, says: 'called', ...(values.whom && { whom: values.whom }), ...(decision && { decision }) },
        { onSuccess },
      )
    if (!decision) return close()
    decide.mutate({ id, about, ...decision }, { onSuccess })
  }
  const isBusy = tell.isPending || decide.isPending
  return (
    <Dialog
      isOpen
      title={about ? 'Whose decision was it to call?' : 'Security or police were called'}
      onClose={onClose}
      actions={false}
    >
      <Form formRef={form.ref} isBusy={isBusy} onSend={onSend}>
        {!about && (
          <Segmented<Called>
            label="Whom did you call?"
            showsLabel
            options={helpers}
            value={values.whom || undefined}
            onChange={(whom) => form.put({ whom })}
          />
        )}
        <WhoseDecision {...values} onChange={form.put} />
        <NotDone words={error && sayNotDone('It was not written down.', error)} />
        <FormActs act="Write down" isBusy={isBusy} onClose={close} />
      </Form>
    </Dialog>
  )
}

// A question's text where no editor can show it: all its words, why they cannot be edited, and for the lead the way out. What
// that writes is a change like any other, in the lead's name.

import { Button } from '@mantine/core'
import { useEffect, useState } from 'react'
import { personal } from '#shared/record/edit.ts'
import { makeReadable } from '#shared/record/make-readable.ts'
import { readText } from '#shared/record/read.ts'
import { type FragmentName, partsOf } from '#shared/record/schema.ts'
import type { RecordConnection } from '../../../sync/record-connection.ts'
import { useRecordDoc, useRecordStatus } from '../../../sync/watch.ts'
import { useAnnounce } from '../../../ui/Announcer.tsx'
import { chipOf, type Names } from '../view/names.ts'
import styles from './editor.module.css'

/** A question's text, whoever shows it. */
export type QuestionText = {
  record: RecordConnection
  fragment: FragmentName
  label: string
  names: Names
  mayWrite: boolean
  /** Whether this person is asked to rewrite what no editor can show. */
  mayMend: boolean
}
type Given = QuestionText & { onMended: () => void }

export function PlainText(props: Given) {
  const { record, fragment, label, names } = props
  const doc = useRecordDoc(record)
  const words = () => readText(partsOf(doc)[fragment], (mention) => chipOf(mention, names.read()).name)
  const [text, setText] = useState(words)
  // biome-ignore lint/correctness/useExhaustiveDependencies: read anew at every change of this document
  useEffect(() => {
    const read = () => setText(words())
    read()
    partsOf(doc)[fragment].observeDeep(read)
    return () => partsOf(doc)[fragment].unobserveDeep(read)
  }, [doc, fragment])
  return (
    <div className={styles.frame}>
      {/* biome-ignore lint/a11y/useSemanticElements: the same role as the editor that stands here otherwise */}
      <div
        dir="auto"
        role="textbox"
        aria-multiline="true"
        aria-readonly="true"
        aria-label={label}
        tabIndex={0}
        className={styles.doc}
      >
        {text}
      </div>
      <WhyPlain {...props} />
    </div>
  )
}

function WhyPlain({ record, fragment, label, mayMend, mayWrite, onMended }: Given) {
  const status = useRecordStatus(record)
  const announce = useAnnounce()
  if (status.is === 'open' && status.whyNot === 'old-client')
    return <p className={styles.notice}>This text was written by a newer version. Reload to edit it.</p>
  const mend = () => {
    const { doc } = record
    makeReadable(partsOf(doc)[fragment], (work) => doc.transact(work, personal))
    record.lookAgain()
    onMended()
    announce.polite('The text can be edited again')
  }
  const isMendable = mayMend && mayWrite
  return (
    <div className={styles.notice}>
      <p>
        This text is stored in a form that cannot be edited. All its words are here.
        {!mayMend && ' The lead of the case can make it readable.'}
      </p>
      {isMendable && (
        <Button variant="default" onClick={mend} aria-label={`Make it readable: ${label}`}>
          Make it readable
        </Button>
      )}
    </div>
  )
}

// The lazy part of the meeting page: a question's text, in an editor or as plain text. An editor lives only
// while the record is joined and its text can be shown; otherwise the words stand there, and why.

import type { Editor } from '@tiptap/core'
import { useEffect, useRef, useState } from 'react'
import { createPortal } from 'react-dom'
import { readText } from '#shared/record/read.ts'
import { type FragmentName, partsOf } from '#shared/record/schema.ts'
import type { RecordConnection } from '../../../../sync/record-connection.ts'
import { useRecordDoc, useShows } from '../../../../sync/watch.ts'
import { chipOf, type Names } from '../../names.ts'
import { createRecordEditor } from './create-editor.ts'
import styles from './editor.module.css'
import { Toolbar } from './Toolbar.tsx'
import { readInput } from './unread-input.ts'

export type RecordEditorProps = {
  record: RecordConnection
  fragment: FragmentName
  label: string
  placeholder: string
  names: Names
  mayWrite: boolean
  colourOf: (member: string) => number
  /** Where the toolbar is drawn. */
  toolbarAt: HTMLElement | null
}

export function RecordEditor(props: RecordEditorProps) {
  const doc = useRecordDoc(props.record)
  const shown = useShows(props.record, props.fragment)
  const [unknown, setUnknown] = useState<string>()
  if (shown === 'plain-text' || unknown === doc.guid) return <PlainText {...props} />
  return <LiveText key={doc.guid} {...props} onUnknown={() => setUnknown(doc.guid)} />
}

function LiveText(props: RecordEditorProps & { onUnknown: () => void }) {
  const { record, fragment, label, mayWrite } = props
  const place = useRef<HTMLDivElement>(null)
  const [editor, setEditor] = useState<Editor>()
  const [failure, setFailure] = useState<unknown>()
  const latest = useRef(props)
  latest.current = props

  useEffect(() => {
    let made: Editor | undefined
    try {
      made = createRecordEditor({
        ...latest.current,
        element: place.current!,
        mayWrite: () => latest.current.mayWrite,
        colourOf: (member) => latest.current.colourOf(member),
        onUnknown: () => latest.current.onUnknown(),
      })
    } catch (error) {
      setFailure(error)
      return
    }
    const detach = () => {
      if (!made?.isDestroyed) made?.destroy()
      setEditor(undefined)
    }
    const forget = record.registerEditor(fragment, { detach, read: () => made && readInput(made.view) })
    setEditor(made)
    return () => {
      forget()
      detach()
    }
  }, [record, fragment])

  useEffect(() => {
    if (editor && editor.isEditable !== mayWrite) editor.setEditable(mayWrite, false)
  }, [editor, mayWrite])

  if (failure) throw failure
  return (
    <div className={styles.frame}>
      <div ref={place} />
      {editor &&
        mayWrite &&
        props.toolbarAt &&
        createPortal(<Toolbar editor={editor} label={label} />, props.toolbarAt)}
    </div>
  )
}

function PlainText({ record, fragment, label, names }: RecordEditorProps) {
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
        role="textbox"
        aria-multiline="true"
        aria-readonly="true"
        aria-label={label}
        tabIndex={0}
        className={styles.doc}
      >
        {text}
      </div>
      <p className={styles.notice}>This text was written by a newer version. Reload to edit it.</p>
    </div>
  )
}

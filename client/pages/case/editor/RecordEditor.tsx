// The lazy part of the meeting page: a question's text, in an editor or as plain text. An editor lives only
// while the record is joined and its text can be shown; otherwise the words stand there (PlainText).

import type { Editor } from '@tiptap/core'
import { type RefObject, useLayoutEffect, useRef, useState } from 'react'
import { createPortal } from 'react-dom'
import { useRecordDoc, useShows } from '../../../sync/watch.ts'
import { Toast } from '../../../ui/Toast.tsx'
import { useToast } from '../../../ui/use-toast.ts'
import type { PutPassages } from '../view/quotes.ts'
import { createRecordEditor } from './create-editor.ts'
import styles from './editor.module.css'
import { PlainText, type QuestionText } from './PlainText.tsx'
import { quoteInto } from './quote.ts'
import { Toolbar } from './Toolbar.tsx'
import { readInput } from './unread-input.ts'

type RecordEditorProps = QuestionText & {
  placeholder: string
  colourOf: (member: string) => number
  /** Where the toolbar is drawn. */
  toolbarAt: HTMLElement | null
  /** Whoever opens this page has come to write here. */
  takesCaret: boolean
  /** Where a screen finds the way to put passages of the account in here, while somebody can write. */
  putRef?: RefObject<PutPassages | null> | undefined
}

export function RecordEditor(props: RecordEditorProps) {
  const doc = useRecordDoc(props.record)
  const shown = useShows(props.record, props.fragment)
  const [unknown, setUnknown] = useState<string>()
  const takesFocus = useRef(props.takesCaret)
  const mended = () => {
    setUnknown(undefined)
    takesFocus.current = true
  }
  if (shown === 'plain-text' || unknown === doc.guid) return <PlainText {...props} onMended={mended} />
  return <LiveText key={doc.guid} {...props} takesFocus={takesFocus} onUnknown={() => setUnknown(doc.guid)} />
}

/** At once: the editor's own command waits for the next frame, and a key that is pressed until then goes nowhere. */
function putCaret(editor: Editor, at: number): void {
  editor.commands.setTextSelection(at)
  editor.view.focus()
  editor.commands.scrollIntoView()
}

type LiveTextProps = RecordEditorProps & {
  /** Whoever pressed the button that made room for this editor goes on in it, and whoever was brought here to write. */
  takesFocus: RefObject<boolean>
  onUnknown: () => void
}

function LiveText(props: LiveTextProps) {
  const { record, fragment, label, mayWrite, takesFocus } = props
  const place = useRef<HTMLDivElement>(null)
  const [editor, setEditor] = useState<Editor>()
  const [failure, setFailure] = useState<unknown>()
  const { say, shown } = useToast()
  const latest = useRef(props)
  latest.current = props

  // At once with the page: a key that is pressed before the editor stands would be lost.
  useLayoutEffect(() => {
    let made: Editor | undefined
    try {
      made = createRecordEditor({
        ...latest.current,
        element: place.current!,
        mayWrite: () => latest.current.mayWrite,
        colourOf: (member) => latest.current.colourOf(member),
        onUnknown: () => latest.current.onUnknown(),
        sayNo: say,
      })
    } catch (error) {
      setFailure(error)
      return
    }
    const detach = () => {
      const caret = made && !made.isDestroyed && made.isFocused ? made.state.selection.head : undefined
      if (!made?.isDestroyed) made?.destroy()
      setEditor(undefined)
      return caret
    }
    const forget = record.registerEditor(fragment, { detach, read: () => made && readInput(made.view) })
    setEditor(made)
    return () => {
      forget()
      detach()
    }
  }, [record, fragment, say])

  useLayoutEffect(() => {
    if (editor && editor.isEditable !== mayWrite) editor.setEditable(mayWrite, false)
    if (!editor || !mayWrite) return
    const left = record.takeLeft(fragment)
    // Whoever wrote when the document was replaced goes on where they were, unless they have gone elsewhere meanwhile.
    if (left !== undefined && document.activeElement === document.body) {
      takesFocus.current = false
      putCaret(editor, Math.min(left, editor.state.doc.content.size))
    } else if (takesFocus.current) {
      takesFocus.current = false
      putCaret(editor, editor.state.doc.content.size)
    }
  }, [editor, mayWrite, takesFocus, record, fragment])

  useQuoting(editor, mayWrite, say, props.putRef)
  if (failure) throw failure
  return (
    <div className={styles.frame}>
      <div ref={place} />
      {editor &&
        mayWrite &&
        props.toolbarAt &&
        createPortal(<Toolbar editor={editor} label={label} />, props.toolbarAt)}
      <Toast {...shown} />
    </div>
  )
}

/** Lets passages in, and remembers whether anybody has written here, so that they follow what was written. */
function useQuoting(
  editor: Editor | undefined,
  mayWrite: boolean,
  sayNo: (text: string) => void,
  putRef: RefObject<PutPassages | null> | undefined,
): void {
  useLayoutEffect(() => {
    if (!editor || !mayWrite || !putRef) return
    let isAtCaret = editor.isFocused
    const noteFocus = () => {
      isAtCaret = true
    }
    editor.on('focus', noteFocus)
    putRef.current = (passages) => {
      readInput(editor.view)
      return quoteInto(editor, passages, { isAtCaret, sayNo })
    }
    return () => {
      editor.off('focus', noteFocus)
      putRef.current = null
    }
  }, [editor, mayWrite, sayNo, putRef])
}

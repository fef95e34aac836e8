// One question's editor on its fragment of the record, put together. It is made only after the record is joined,
// and taken down at once when the connection says so.

import { Editor, Extension } from '@tiptap/core'
import { Placeholder } from '@tiptap/extensions/placeholder'
import { Selection } from '@tiptap/pm/state'
import type { FragmentName } from '#shared/record/schema.ts'
import { partsOf } from '#shared/record/schema.ts'
import type { RecordConnection } from '../../../sync/record-connection.ts'
import type { Names } from '../view/names.ts'
import { carets } from './carets.ts'
import styles from './editor.module.css'
import { fittingInput, type SayNo } from './fitting-input.ts'
import { hiddenNames } from './hidden-names.ts'
import { recordCollaboration } from './local-edits.ts'
import { mentionChip, typedNames } from './mention-chip.ts'
import { plainPaste } from './paste.ts'
import { recordExtensions } from './record-schema.ts'
import { suggestNames } from './suggest.ts'
import { readBeforeKeys } from './unread-input.ts'

export type EditorGiven = {
  record: RecordConnection
  fragment: FragmentName
  element: HTMLElement
  /** The accessible name. */
  label: string
  placeholder: string
  names: Names
  mayWrite: () => boolean
  /** The presence colour (1-8) of a member. */
  colourOf: (member: string) => number
  /** The text can no longer be shown in an editor. */
  onUnknown: () => void
  /** Something the person did cannot come in, and did not. */
  sayNo: SayNo
}

/** Escape leaves the editor, so that Tab moves on from here. */
const leaveOnEscape = Extension.create({
  name: 'leaveOnEscape',
  priority: 10,
  addKeyboardShortcuts: () => ({
    Escape: ({ editor }) => {
      editor.commands.blur()
      return true
    },
  }),
})

/** Throws what the kit throws; the caller shows the error in the question's place. */
export function createRecordEditor(given: EditorGiven): Editor {
  const { record, fragment, element, label, placeholder, names, mayWrite, colourOf, onUnknown, sayNo } = given
  const knows = ({ id, kind }: { id: string; kind: string }) => {
    const { people, members } = names.read()
    return (kind === 'member' ? members : (people ?? [])).some((one) => one.id === id)
  }
  const editor = new Editor({
    element,
    editable: mayWrite(),
    injectCSS: false,
    // Replaced by the record at once. A text would be parsed as markup, which the page's policy forbids.
    content: { type: 'doc', content: [{ type: 'paragraph' }] },
    enablePasteRules: false,
    extensions: [
      ...recordExtensions(mentionChip(names)),
      recordCollaboration({ fragment: partsOf(record.doc)[fragment], mayWrite, onUnknown }),
      ...carets(record.awareness, colourOf),
      fittingInput(sayNo),
      plainPaste(knows),
      typedNames(names),
      hiddenNames(names),
      suggestNames(names, mayWrite, `names-${fragment}`),
      Placeholder.configure({ placeholder }),
      leaveOnEscape,
      readBeforeKeys,
    ],
    editorProps: {
      attributes: () => ({
        class: styles.doc!,
        role: 'textbox',
        'aria-multiline': 'true',
        'aria-label': label,
        ...(!mayWrite() && { 'aria-readonly': 'true', tabindex: '0' }),
      }),
    },
  })
  // The binding leaves the selection at the first place there is, which in a list is no place to write.
  const { state, view } = editor
  view.dispatch(state.tr.setSelection(Selection.atStart(state.doc)))
  return editor
}

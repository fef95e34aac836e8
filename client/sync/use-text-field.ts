// A Y.Text in an input or textarea of a React page. The field is uncontrolled: React gives it no value.

import { type RefCallback, useCallback } from 'react'
import type * as Y from 'yjs'
import { bindText } from './text-binding.ts'

type Field = HTMLInputElement | HTMLTextAreaElement

/** Put `ref` on the field. */
export function useTextField(text: Y.Text | undefined): { ref: RefCallback<Field> } {
  const ref = useCallback(
    (field: Field | null) => {
      if (field && text) return bindText(text, field)
    },
    [text],
  )
  return { ref }
}

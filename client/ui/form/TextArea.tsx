// Some lines of words, with their label above. Apart from the one-line fields: the screens before the frame have none.

import { Textarea, type TextareaProps } from '@mantine/core'
import look from './fields.module.css'

/** It grows with what is written. */
export function TextArea(props: TextareaProps) {
  return (
    <Textarea classNames={{ input: look.area!, label: look.areaLabel! }} autosize minRows={2} {...props} />
  )
}

// Text fields: label above, error below it in amber words, 48 px tall. What was typed is never thrown away.

import {
  NativeSelect,
  type NativeSelectProps,
  PasswordInput,
  type PasswordInputProps,
  TextInput,
  type TextInputProps,
} from '@mantine/core'
import look from './fields.module.css'

/** A one-line field; `label` is its accessible name. */
export function TextField(props: TextInputProps) {
  return <TextInput classNames={look} {...props} />
}

/** A password with a button that shows it. */
export function PasswordField(props: PasswordInputProps) {
  return <PasswordInput classNames={look} visibilityToggleButtonProps={{ 'aria-label': 'Show' }} {...props} />
}

/** One of a list, with the device's own chooser. */
export function SelectField(props: NativeSelectProps) {
  return <NativeSelect classNames={look} {...props} />
}

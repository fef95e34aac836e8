// Errors of a form, by field. After a failed send the focus goes to the first field that is not right; a field's
// error goes as soon as it is changed; what was typed stays.

import { useLayoutEffect, useRef, useState } from 'react'

export type FieldErrors = Readonly<Record<string, string>>

/** Fields are found by their `name`, which is the path that the server uses (`event.timeZone`). */
export function useFormErrors() {
  const [errors, setErrors] = useState<FieldErrors>({})
  const form = useRef<HTMLFormElement | null>(null)
  const [turn, setTurn] = useState(0)

  useLayoutEffect(() => {
    if (turn === 0) return
    form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  }, [turn])

  return {
    errors,
    /** Shows these and moves the focus to the first. */
    show: (element: HTMLFormElement, found: FieldErrors) => {
      form.current = element
      setErrors(found)
      setTurn((last) => last + 1)
    },
    /** For a field's onChange. */
    drop: (name: string) =>
      setErrors(({ [name]: gone, ...rest }) => (gone === undefined ? { ...rest } : rest)),
    clear: () => setErrors({}),
  }
}

// The state of a form: what is typed, and what is wrong with it by field. After a failed send the focus goes to the first
// field that is not right; a field's error goes as soon as it is changed; what was typed stays.

import { useCallback, useLayoutEffect, useRef, useState } from 'react'

/** A sentence for each field that is not right, by its name. */
export type FieldErrors = Readonly<Record<string, string>>

export type Form<V> = {
  readonly values: V
  readonly errors: FieldErrors
  /** Whether anything was typed that is not as it was in the beginning. */
  readonly isTouched: boolean
  /** No field has an error: what went wrong is to be said otherwise. */
  readonly isRight: boolean
  put(change: Partial<V>): void
  /** For a field: its value, its error and what to do when it is changed. `name` is what the server calls it. */
  field<K extends keyof V & string>(
    key: K,
    name?: string,
  ): {
    name: string
    value: V[K]
    error: string | undefined
    onChange: (change: { currentTarget: { value: string } }) => void
  }
  /** Shows these errors and moves the focus to the first. @returns whether there are any */
  refuse(errors: FieldErrors): boolean
  /** Before it is sent again. */
  clear(): void
  /** For the form element. */
  readonly ref: React.RefObject<HTMLFormElement | null>
}

/** @param initial read once: what stands in the form when it opens */
export function useForm<V extends object>(initial: V | (() => V)): Form<V> {
  const [first] = useState(initial)
  const [values, setValues] = useState(first)
  const [errors, setErrors] = useState<FieldErrors>({})
  const [turn, setTurn] = useState(0)
  const ref = useRef<HTMLFormElement>(null)

  useLayoutEffect(() => {
    if (turn > 0) ref.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  }, [turn])

  const put = useCallback((change: Partial<V>) => setValues((before) => ({ ...before, ...change })), [])
  return {
    values,
    errors,
    isTouched: JSON.stringify(values) !== JSON.stringify(first),
    isRight: Object.keys(errors).length === 0,
    put,
    field: (key, name = key) => ({
      name,
      value: values[key],
      error: errors[name],
      onChange: ({ currentTarget: { value } }) => {
        setValues((before) => ({ ...before, [key]: value }))
        setErrors(({ [name]: _gone, ...rest }) => rest)
      },
    }),
    refuse: (found) => {
      setErrors(found)
      setTurn((last) => last + 1)
      return Object.keys(found).length > 0
    },
    clear: () => setErrors({}),
    ref,
  }
}

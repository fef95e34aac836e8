// The way to the palette from anywhere: pages show the button, the app above them owns the dialog.

import { IconSearch } from '@tabler/icons-react'
import { createContext, useContext } from 'react'
import look from './find.module.css'
import { KeyHint } from './KeyHint.tsx'

const FindContext = createContext<() => void>(() => {})

/** The app hands in what opens the palette. */
export const FindProvider = FindContext

/** Opens the palette. */
export const useFind = (): (() => void) => useContext(FindContext)

/** The search field in a page's head; it is a button and opens the palette. */
export function FindButton() {
  const open = useFind()
  return (
    <button type="button" className={look.find} onClick={open}>
      <IconSearch aria-hidden="true" />
      <span className={look.words}>Find or do anything</span>
      <span aria-hidden="true">
        <KeyHint keys="Ctrl K" />
      </span>
    </button>
  )
}

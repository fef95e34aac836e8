// The way out, from wherever it is offered. The app above decides whether to ask first: edits that were not sent
// yet would be lost.

import { createContext, useContext } from 'react'

const SignOutContext = createContext<() => void>(() => {})

/** The app hands in what signs out. */
export const SignOutProvider = SignOutContext

/** Signs out, after a question where something would be lost. */
export const useSignOutHere = (): (() => void) => useContext(SignOutContext)

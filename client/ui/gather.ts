// The way to "Call a meeting" from anywhere: pages show the button, the app above them owns the dialog that asks which.

import { createContext, useContext } from 'react'

const GatherContext = createContext<() => void>(() => {})

/** The app hands in what opens the dialog. */
export const GatherProvider = GatherContext

/** Asks the chair for which case everybody is called. */
export const useGather = (): (() => void) => useContext(GatherContext)

// A part of the app that is loaded when it is first needed, or ahead. Like React's lazy, but what is there already is shown at
// once: React holds back each part that it had to wait for until 0.3 s after the one before.

import { type ComponentType, lazy, useState } from 'react'

export type Part<P> = ComponentType<P> & {
  /** Loads it now. Fails in silence: whoever shows it asks again and shows what is wrong. */
  ahead: () => Promise<void>
}

export function part<P extends object>(load: () => Promise<ComponentType<P>>): Part<P> {
  let there: ComponentType<P> | undefined
  const loaded = async () => {
    there = await load()
    return { default: there }
  }
  const Later = lazy(loaded)
  function Shown(props: P) {
    // The same one for as long as it stands: another would begin anew.
    const [Now] = useState(() => there)
    const Screen = Now ?? (Later as ComponentType<P>)
    return <Screen {...props} />
  }
  return Object.assign(Shown, {
    ahead: () =>
      loaded().then(
        () => undefined,
        () => undefined,
      ),
  })
}

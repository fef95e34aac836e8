// What is seen in the demo is invented, and every screen of it says so.

import look from './DemoMark.module.css'

export function DemoMark({ isDemo = false }: { isDemo?: boolean | undefined }) {
  return isDemo ? <p className={look.mark}>Demo: everything here is invented</p> : null
}

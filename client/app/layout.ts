// Which frame an address gets.

import { addresses } from '../ui/addresses.ts'

/** `page`: sidebar, on phones a top and a bottom bar. `bare`: on phones the screen brings its own bars. `case`: the rail, on phones bare. */
export type Layout = 'page' | 'bare' | 'case'

export function layoutOf(path: string): Layout {
  if (path.startsWith(addresses.cases)) return 'case'
  return path === addresses.report || path === addresses.firstResponse ? 'bare' : 'page'
}

// Which frame an address gets.

/** `page`: sidebar, on phones a top and a bottom bar. `bare`: on phones the screen brings its own bars. `case`: the rail, on phones bare. */
export type Layout = 'page' | 'bare' | 'case'

export function layoutOf(path: string): Layout {
  if (path.startsWith('/c/')) return 'case'
  return path === '/report' || path === '/first-response' ? 'bare' : 'page'
}

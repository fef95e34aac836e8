// The address that other devices open, and what is said where there is none.

import { useFront } from './queries.ts'

export type Reach = {
  origin: string
  /** Without the scheme: 'board.example.org'. */
  host: string
  /** Nobody else reaches it: the server knows this machine's own name only. */
  isHereOnly: boolean
}

/** Until the server has said which, the one that this page was opened by. */
export function useReach(): Reach {
  const { data } = useFront()
  const origin = data?.reach ?? location.origin
  return { origin, host: new URL(origin).host, isHereOnly: data?.reach === null }
}

/** How to mend it, for whoever runs the server. */
export const hereOnlyWords =
  'Phones can’t reach this address: it is this machine’s own. Whoever runs Greenroom sets PUBLIC_URL to the address that phones open, or starts it with HOST=0.0.0.0 (README, “Phones”).'

// Tells of pages after their commit, and goes on with those that nobody has answered in time, on whichever node is there.

import type { MemberId, PageId } from '#shared/ids.ts'
import { limits } from '#shared/limits.ts'
import type { News } from '#shared/protocol/events.ts'
import { createTurns } from '../platform/turns.ts'
import { callWhoIsNext, type PagingDeps } from './paging.ts'

type Deps = Pick<PagingDeps, 'db' | 'clock' | 'ring'> & {
  tellMembers: (members: readonly MemberId[], news: News) => void
  /** Something for devices that may be locked was committed. */
  wakePushes: () => void
  failed: (error: unknown) => void
}

export type Calling = { paging: PagingDeps; close: () => Promise<void> }

export function createCalling({ tellMembers, wakePushes, failed, ...rest }: Deps): Calling {
  const timers = new Set<NodeJS.Timeout>()
  /** Turns come every few seconds by themselves; this one comes when the next in line is to be called. */
  const lookInTime = (): void => {
    const timer = setTimeout(() => {
      timers.delete(timer)
      turns.wake()
    }, limits.pageSeconds * 1_000)
    timer.unref()
    timers.add(timer)
  }
  const told = (page: PageId, members: readonly MemberId[]): void => {
    tellMembers(members, { kind: 'page', page })
    wakePushes()
    lookInTime()
  }
  const paging: PagingDeps = { ...rest, told }
  const turns = createTurns(() => callWhoIsNext(paging, failed), failed)
  return {
    paging,
    close: () => {
      for (const timer of timers) clearTimeout(timer)
      return turns.close()
    },
  }
}

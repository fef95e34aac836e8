// The tab's connection as one record sees it, and what a record tells about itself.

import type { TaskId } from '#shared/ids.ts'
import type { ClientToServer } from '#shared/protocol/events.ts'
import type { Refusal } from '#shared/protocol/refusals.ts'
import type { OfflineStore } from '../offline/offline-store.ts'

export type RecordStatus =
  | { readonly is: 'joining' }
  /** `whyNot`: why nobody may write here now, where that is not a matter of rights. */
  | { readonly is: 'open'; readonly mayWrite: boolean; readonly whyNot?: 'old-client' | 'damaged' }
  | { readonly is: 'closed'; readonly why: Refusal; readonly unsent: number }

export type Link = {
  isOnline(): boolean
  /** It is known that there is no connection. */
  isOffline(): boolean
  /** What this device keeps; undefined where nothing is kept. */
  keep?: Promise<OfflineStore | undefined>
  isSignedOut(): boolean
  /** Dropped while the connection is away: a record joins anew when it is back. */
  emit<E extends keyof ClientToServer>(event: E, ...rest: Parameters<ClientToServer[E]>): void
  /** The server does not know this session any more. */
  signOut(): void
  delivered(task: TaskId): void
  release(): void
}

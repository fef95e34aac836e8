// What the person is told about their own edits. "Saved" is said only when the server has committed every edit
// of this device and the connection stands; every other word must be as true.

import type { KeptEdits } from '../offline/kept-record.ts'

export type SaveKind =
  | 'saved'
  | 'saving'
  | 'offline'
  | 'sending'
  | 'database-away'
  | 'device-full'
  | 'refused'
  | 'too-big'
  | 'signed-out'

export type SaveState = {
  readonly kind: SaveKind
  /** Edits of this device that the server has not confirmed. */
  readonly edits: number
  /** Exactly what to show. */
  readonly text: string
}

/** What is known about this device's edits of one record. */
export type SaveFacts = {
  /** Edits not yet confirmed. */
  edits: number
  isOnline: boolean
  isSignedOut?: boolean
  /** The server said no for good, or an edit is too large to be sent. */
  stopped?: 'refused' | 'too-big' | undefined
  /** How many of the edits are on this device's disk; undefined where it can keep nothing. */
  kept?: KeptEdits | undefined
  /** Edits from before may wait on this device that have not been looked at yet. */
  isUnread?: boolean
  /** Some of the edits were made while the connection was away. */
  wasAway?: boolean
  /** The server has been unable to save for so long that the person should know. */
  isServerBusy?: boolean
  /** The last edit was confirmed a moment ago: "Saving…" stays, so that it does not flicker while typing. */
  isSettling?: boolean
}

/** Edits as words: 1 edit, 12 edits. */
export const countEdits = (edits: number): string => (edits === 1 ? '1 edit' : `${edits} edits`)

function kindOf(facts: SaveFacts): SaveKind {
  if (facts.stopped && facts.edits > 0) return facts.stopped
  if (facts.isSignedOut) return 'signed-out'
  if (facts.kept?.trouble === 'full' && facts.edits > 0 && (!facts.isOnline || facts.isServerBusy))
    return 'device-full'
  if (!facts.isOnline) return isBeingKept(facts) ? 'saving' : 'offline'
  if (facts.edits === 0) return facts.isSettling || facts.isUnread ? 'saving' : 'saved'
  if (facts.isServerBusy) return 'database-away'
  return facts.wasAway ? 'sending' : 'saving'
}

/** On the way to this device's disk: a moment, and nothing is promised before. */
const isBeingKept = ({ edits, kept }: SaveFacts): boolean =>
  edits > 0 && kept !== undefined && kept.edits === 0 && kept.trouble === undefined

function textOf(kind: SaveKind, edits: number, kept: KeptEdits | undefined): string {
  switch (kind) {
    case 'saved':
      return 'Saved'
    case 'saving':
      return 'Saving…'
    case 'offline':
      if (edits === 0) return 'Offline: you can keep writing'
      if (!kept || kept.trouble) return `Offline: ${countEdits(edits)} on this page only. Keep it open.`
      return `Offline: ${countEdits(kept.edits)} kept on this device`
    case 'sending':
      return `Back online, sending ${countEdits(edits)}…`
    case 'database-away':
      return 'Not saved yet: the server is busy. Keep this page open.'
    case 'device-full':
      return 'Not saved: this device is full'
    case 'refused':
    case 'too-big':
      return 'Not saved: the server said no. Copy your text first.'
    case 'signed-out':
      if (edits === 0) return 'Please sign in again.'
      if (!kept || kept.edits < edits) return `Please sign in again. ${countEdits(edits)} on this page only.`
      return `Please sign in again. Your ${countEdits(edits)} ${edits === 1 ? 'is' : 'are'} kept on this device.`
  }
}

/** The save state to show for these facts. */
export function saveStateOf(facts: SaveFacts): SaveState {
  const kind = kindOf(facts)
  return { kind, edits: facts.edits, text: textOf(kind, facts.edits, facts.kept) }
}

import { expect, test } from 'vitest'
import { type SaveFacts, saveStateOf } from './save-state.ts'

const words = (facts: Partial<SaveFacts>) => saveStateOf({ edits: 0, isOnline: true, ...facts }).text

test('[E3] saved is said only when nothing is unconfirmed and the connection stands', () => {
  expect(words({})).toBe('Saved')
  expect(words({ edits: 1 })).toBe('Saving…')
  expect(words({ isUnread: true })).toBe('Saving…')
  expect(words({ isOnline: false })).toBe('Offline: you can keep writing')
  expect(words({ isSignedOut: true, isOnline: false })).toBe('Please sign in again.')
})

test('[KE1] offline says how many edits are kept, and never counts one that is not on the disk', () => {
  const offline = (edits: number, kept: SaveFacts['kept']) => words({ isOnline: false, edits, kept })
  expect(offline(1, { edits: 1 })).toBe('Offline: 1 edit kept on this device')
  expect(offline(12, { edits: 12 })).toBe('Offline: 12 edits kept on this device')
  expect(offline(12, { edits: 11 })).toBe('Offline: 11 edits kept on this device')
  expect(offline(1, { edits: 0 })).toBe('Saving…')
  expect(offline(2, { edits: 1, trouble: 'full' })).toBe('Not saved: this device is full')
  expect(offline(2, { edits: 0, trouble: 'off' })).toBe('Offline: 2 edits on this page only. Keep it open.')
  expect(offline(2, undefined)).toBe('Offline: 2 edits on this page only. Keep it open.')
})

test('back online, the edits made while away are counted until they are confirmed', () => {
  expect(words({ edits: 12, wasAway: true })).toBe('Back online, sending 12 edits…')
  expect(words({ edits: 1, wasAway: true })).toBe('Back online, sending 1 edit…')
})

test('a busy server, a no, and a sign-out are said as they are', () => {
  expect(words({ edits: 3, isServerBusy: true })).toBe(
    'Not saved yet: the server is busy. Keep this page open.',
  )
  expect(words({ edits: 3, stopped: 'refused' })).toBe('Not saved: the server said no. Copy your text first.')
  expect(words({ edits: 3, stopped: 'too-big' })).toBe('Not saved: the server said no. Copy your text first.')
  const signedOut = (kept: SaveFacts['kept']) => words({ edits: 3, isSignedOut: true, isOnline: false, kept })
  expect(signedOut({ edits: 3 })).toBe('Please sign in again. Your 3 edits are kept on this device.')
  expect(signedOut(undefined)).toBe('Please sign in again. 3 edits on this page only.')
})

test('after the last confirmation "Saving…" may stay a moment, but never when offline', () => {
  expect(words({ isSettling: true })).toBe('Saving…')
  expect(words({ isSettling: true, isOnline: false })).toBe('Offline: you can keep writing')
})

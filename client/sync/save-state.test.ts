import { expect, test } from 'vitest'
import { type SaveFacts, saveStateOf } from './save-state.ts'

const words = (facts: Partial<SaveFacts>) => saveStateOf({ edits: 0, isOnline: true, ...facts }).text

test('[E3] saved is said only when nothing is unconfirmed and the connection stands', () => {
  expect(words({})).toBe('Saved')
  expect(words({ edits: 1 })).toBe('Saving…')
  expect(words({ isOnline: false })).toBe('Offline: you can keep writing')
  expect(words({ isSignedOut: true, isOnline: false })).toBe('Please sign in again.')
})

test('offline says how many edits are kept', () => {
  expect(words({ isOnline: false, edits: 1 })).toBe('Offline: 1 edit kept on this device')
  expect(words({ isOnline: false, edits: 12 })).toBe('Offline: 12 edits kept on this device')
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
  expect(words({ edits: 3, isSignedOut: true, isOnline: false })).toBe(
    'Please sign in again. Your 3 edits are kept on this device.',
  )
})

test('after the last confirmation "Saving…" may stay a moment, but never when offline', () => {
  expect(words({ isSettling: true })).toBe('Saving…')
  expect(words({ isSettling: true, isOnline: false })).toBe('Offline: you can keep writing')
})

// What is kept on this device is sealed: AES-256-GCM under a key for each scope, made of the device's own half, which
// the browser never gives out, and of the server's half. A box names its scope and kind, so it opens nowhere else.

import type { CaseId, MemberId } from '#shared/ids.ts'

/** What belongs together and is wiped together: one case, or the member's own things. */
export type Scope = CaseId | 'member'

export type Box = { iv: Uint8Array<ArrayBuffer>; sealed: ArrayBuffer }

const ivBytes = 12
const encoder = new TextEncoder()
const decoder = new TextDecoder()

/** The device's half: the browser derives keys from it and never shows it. */
export function drawDeviceKey(): Promise<CryptoKey> {
  const secret = crypto.getRandomValues(new Uint8Array(32))
  return crypto.subtle.importKey('raw', secret, 'HKDF', false, ['deriveKey'])
}

/**
 * The key of a scope, from both halves.
 * @param half the server's, in base64
 */
export function deriveScopeKey(
  device: CryptoKey,
  half: string,
  member: MemberId,
  scope: Scope,
): Promise<CryptoKey> {
  const salt = Uint8Array.from(atob(half), (char) => char.charCodeAt(0))
  const info = encoder.encode(`greenroom keep ${member} ${scope}`)
  return crypto.subtle.deriveKey(
    { name: 'HKDF', hash: 'SHA-256', salt, info },
    device,
    { name: 'AES-GCM', length: 256 },
    false,
    ['encrypt', 'decrypt'],
  )
}

const nameOf = (scope: Scope, kind: string) => encoder.encode(`${scope} ${kind}`)

/** Seals facts and bytes as one. */
export async function seal(
  key: CryptoKey,
  scope: Scope,
  kind: string,
  facts: unknown,
  bytes: Uint8Array = new Uint8Array(),
): Promise<Box> {
  const iv = crypto.getRandomValues(new Uint8Array(ivBytes))
  const additionalData = nameOf(scope, kind)
  const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData }, key, pack(facts, bytes))
  return { iv, sealed }
}

export type Opened<F> = { facts: F; bytes: Uint8Array }

/** @returns undefined if it does not open: another key, another place, or damaged */
export async function open<F>(
  key: CryptoKey,
  scope: Scope,
  kind: string,
  { iv, sealed }: Box,
): Promise<Opened<F> | undefined> {
  try {
    const additionalData = nameOf(scope, kind)
    const plain = await crypto.subtle.decrypt({ name: 'AES-GCM', iv, additionalData }, key, sealed)
    return unpack<F>(new Uint8Array(plain))
  } catch {
    // Lost: what cannot be read here could not be read anywhere.
    return undefined
  }
}

function pack(facts: unknown, bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const head = encoder.encode(JSON.stringify(facts ?? null))
  const whole = new Uint8Array(4 + head.length + bytes.length)
  new DataView(whole.buffer).setUint32(0, head.length)
  whole.set(head, 4)
  whole.set(bytes, 4 + head.length)
  return whole
}

function unpack<F>(whole: Uint8Array): Opened<F> {
  const length = new DataView(whole.buffer, whole.byteOffset).getUint32(0)
  const facts = JSON.parse(decoder.decode(whole.subarray(4, 4 + length))) as F
  return { facts, bytes: whole.slice(4 + length) }
}

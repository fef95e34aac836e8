// A key as people pass it on: 32 bytes in hexadecimal or base64, as `openssl rand -hex 32` and `-base64 32` print them.

const keyBytes = 32

/** @returns the key, or undefined when the text is none */
export function decodeKey(text: string): Buffer | undefined {
  const trimmed = text.trim()
  if (/^[0-9a-f]{64}$/i.test(trimmed)) return Buffer.from(trimmed, 'hex')
  if (!/^[\w+/-]{43}=?$/.test(trimmed)) return undefined
  const key = Buffer.from(trimmed, 'base64')
  return key.length === keyBytes ? key : undefined
}

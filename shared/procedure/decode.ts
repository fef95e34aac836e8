// The bytes of a procedure as text, in whatever encoding it was saved; and text that went through two encodings, which is
// only proposed mended. No bytes are refused.

export const encodings = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252', 'latin-1'] as const
export type Encoding = (typeof encodings)[number]

/** Reads bytes: by their first sign, as UTF-16 where every second byte is nothing, as UTF-8 where they are, else letter by letter. */
export function decodeBytes(bytes: Uint8Array): { text: string; encoding: Encoding } {
  const wide = wideOf(bytes)
  if (wide) return { text: new TextDecoder(wide).decode(bytes), encoding: wide }
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), encoding: 'utf-8' }
  } catch {
    const text = new TextDecoder('windows-1252').decode(bytes)
    // They differ only here, and nobody writes what Latin-1 has there.
    return { text, encoding: bytes.some((byte) => byte >= 0x80 && byte < 0xa0) ? 'windows-1252' : 'latin-1' }
  }
}

function wideOf(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  let [little, big] = [0, 0]
  const looked = Math.min(bytes.length - (bytes.length % 2), 8_192)
  for (let at = 0; at < looked; at += 2) {
    if (isPlain(bytes[at]!) && bytes[at + 1] === 0) little++
    if (bytes[at] === 0 && isPlain(bytes[at + 1]!)) big++
  }
  const least = Math.max(1, looked / 2 / 20)
  if (Math.max(little, big) < least) return undefined
  return little >= big ? 'utf-16le' : 'utf-16be'
}

/** A letter of ASCII or a break; others have other first bytes. */
const isPlain = (byte: number): boolean => (byte >= 0x20 && byte < 0x7f) || [9, 10, 13].includes(byte)

/** What the bytes 0x80 to 0x9f are in Windows-1252. */
const highSigns = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ'
const follower = `[\u0080-\u00bf${highSigns}]`
const twice = new RegExp(
  `[\u00c2-\u00df]${follower}|[\u00e0-\u00ef]${follower}{2}|[\u00f0-\u00f4]${follower}{3}`,
  'g',
)

/** A line with what was encoded twice made whole again; the same line where nothing was. */
export function mendLine(line: string): string {
  let mended = line
  for (let turn = 0; turn < 3; turn++) {
    const next = mended.replace(twice, (signs) => onceOf(signs) ?? signs).replace(/â€(?=$|[\s.,;:?!)])/g, '”')
    if (next === mended) return mended
    mended = next
  }
  return mended
}

function onceOf(signs: string): string | undefined {
  const bytes = Uint8Array.from([...signs].map(byteOf))
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}

function byteOf(sign: string): number {
  const high = highSigns.indexOf(sign)
  return high < 0 ? sign.charCodeAt(0) : 0x80 + high
}

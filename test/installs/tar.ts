// An archive that is the same for the same files, whoever makes it and wherever: sorted, one owner, one time, one way to
// compress. Only what a release needs of the format (ustar).

import { gzipSync } from 'node:zlib'

export type Entry = { path: string; bytes: Uint8Array }

const blockBytes = 512
const [maxName, maxPrefix] = [100, 155]

/** @param seconds since 1970, of every entry */
export function makeArchive(entries: readonly Entry[], seconds: number): Buffer {
  const sorted = [...entries].sort((a, b) => (a.path < b.path ? -1 : 1))
  const folders = new Set(sorted.flatMap(({ path }) => foldersOf(path)))
  const parts = [
    ...[...folders].sort().map((path) => headOf(`${path}/`, 0, seconds)),
    ...sorted.flatMap(({ path, bytes }) => [headOf(path, bytes.byteLength, seconds), bytes, fillUp(bytes)]),
    Buffer.alloc(2 * blockBytes),
  ]
  const packed = gzipSync(Buffer.concat(parts), { level: 9 })
  // The machine's kind is written here, which says nothing of what is inside.
  packed[9] = 255
  return packed
}

function foldersOf(path: string): string[] {
  const parts = path.split('/').slice(0, -1)
  return parts.map((_, at) => parts.slice(0, at + 1).join('/'))
}

const fillUp = ({ byteLength }: Uint8Array): Buffer =>
  Buffer.alloc((blockBytes - (byteLength % blockBytes)) % blockBytes)

function headOf(path: string, bytes: number, seconds: number): Buffer {
  const isFolder = path.endsWith('/')
  const [prefix, name] = splitName(path)
  const head = Buffer.alloc(blockBytes)
  const octal = (value: number, at: number, length: number) =>
    head.write(`${value.toString(8).padStart(length - 1, '0')}\0`, at, 'latin1')
  head.write(name, 0)
  octal(isFolder ? 0o755 : 0o644, 100, 8)
  octal(0, 108, 8)
  octal(0, 116, 8)
  octal(bytes, 124, 12)
  octal(seconds, 136, 12)
  head.write(isFolder ? '5' : '0', 156)
  head.write('ustar\x0000', 257, 'latin1')
  head.write(prefix, 345)
  // The sum counts its own place as spaces.
  head.fill(' ', 148, 156)
  const sum = head.reduce((total, byte) => total + byte, 0)
  head.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1')
  return head
}

/** A long path stands in two parts. */
function splitName(path: string): [prefix: string, name: string] {
  if (Buffer.byteLength(path) <= maxName) return ['', path]
  const at = path.lastIndexOf('/', maxPrefix)
  const [prefix, name] = [path.slice(0, at), path.slice(at + 1)]
  if (at < 1 || Buffer.byteLength(name) > maxName) throw new Error(`too long for an archive: ${path}`)
  return [prefix, name]
}
